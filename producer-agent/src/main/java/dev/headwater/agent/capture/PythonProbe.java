package dev.headwater.agent.capture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds out version and installed packages of the Python interpreter that runs a wrapped process, by asking that
 * interpreter, in the same environment, beside the process. Nothing is imported that is not in the standard library.
 */
final class PythonProbe implements Probe {

    /** Packages that are named one by one; those beyond are counted, and are in the digest over all. */
    static final int MOST_NAMED = 2_000;

    private static final int LONGEST_WORD = 200;
    /** The working directory is not looked at: a json.py in it would be taken for Python's. PYTHONSAFEPATH leaves it out. */
    private static final String QUESTION = String.join(
            "\n",
            "import sys",
            "if sys.path[:1] == ['']:",
            "    del sys.path[0]",
            "import platform",
            "print('python', platform.python_implementation(), platform.python_version(), sys.executable, sep='\\t')",
            "try:",
            "    from importlib import metadata",
            "except ImportError:",
            "    sys.exit(0)",
            "import json",
            "for d in metadata.distributions():",
            "    try:",
            "        v = d.version",
            "        u = d.read_text('direct_url.json')",
            "        if u:",
            "            u = json.loads(u)",
            "            if 'vcs_info' in u:",
            "                v += ' @ ' + u['vcs_info'].get('commit_id', '')",
            "            elif u.get('dir_info', {}).get('editable'):",
            "                v += ' (editable)'",
            "        print('package', d.metadata['Name'], v, sep='\\t')",
            "    except Exception:",
            "        pass",
            "print('complete')");

    private final Path interpreter;
    private final Path directory;
    private final Duration atMost;
    private final Facts facts;
    private final Map<String, String> packages = new TreeMap<>();
    private @Nullable Command question;
    private @Nullable Command freeze;

    /**
     * @param directory working directory of the wrapped process
     * @param atMost how long each of the two questions may take
     */
    PythonProbe(Path interpreter, Path directory, Duration atMost, Facts facts) {
        this.interpreter = interpreter;
        this.directory = directory;
        this.atMost = atMost;
        this.facts = facts;
    }

    @Override
    public Progress advance() {
        try {
            if (question == null) {
                question = ask("-c", QUESTION);
                return Progress.WAITING;
            }
            if (freeze == null) {
                if (!question.done()) {
                    return Progress.WAITING;
                }
                if (question.givenUp()) {
                    unknown("the interpreter gave no answer within " + atMost.toSeconds() + " s");
                    return Progress.DONE;
                }
                if (read(question.text())) {
                    say();
                    return Progress.DONE;
                }
                freeze = ask("-m", "pip", "freeze", "--all", "--disable-pip-version-check");
            }
            if (!freeze.done()) {
                return Progress.WAITING;
            }
            if (!freeze.succeeded()) {
                unknown("the interpreter has neither importlib.metadata nor pip");
                return Progress.DONE;
            }
            freeze.text()
                    .lines()
                    .map(line -> line.split("==", 2))
                    .filter(pair -> pair.length == 2)
                    .forEach(pair -> packages.put(normal(pair[0]), pair[1].strip()));
            say();
        } catch (IOException | RuntimeException e) {
            unknown("the interpreter cannot be asked: " + e);
        }
        return Progress.DONE;
    }

    private Command ask(String... options) throws IOException {
        List<String> words = new ArrayList<>(List.of(interpreter.toString(), "-B"));
        words.addAll(List.of(options));
        return Command.start(
                directory,
                Map.of("HEADWATER_DISABLED", "true", "PYTHONDONTWRITEBYTECODE", "1", "PYTHONIOENCODING", "utf-8"),
                words,
                atMost);
    }

    private boolean read(String answer) {
        boolean complete = false;
        for (String line : answer.lines().toList()) {
            String[] words = line.split("\t");
            if (words[0].equals("python") && words.length > 3) {
                facts.decide("python.implementation", words[1]);
                facts.decide("python.version", words[2]);
                facts.accompany("python.executable", words[3]);
            } else if (words[0].equals("package") && words.length > 2) {
                // As for import, the first one on the path counts.
                packages.putIfAbsent(normal(words[1]), words[2].strip());
            }
            complete |= line.equals("complete");
        }
        return complete;
    }

    private void say() {
        MessageDigest all = ContentDigest.sha256();
        int named = 0;
        for (Map.Entry<String, String> found : packages.entrySet()) {
            all.update((found.getKey() + "==" + found.getValue() + "\n").getBytes(StandardCharsets.UTF_8));
            if (named++ < MOST_NAMED) {
                facts.decide("python.package." + found.getKey(), bounded(found.getValue()));
            }
        }
        facts.decide("python.packages.count", (long) packages.size());
        facts.decide("python.packages.sha256", ContentDigest.hex(all));
        close();
    }

    private void unknown(String why) {
        unknown(facts, why);
        close();
    }

    /** An environment of which this is not known shares no node with one of which it is. */
    static void unknown(Facts facts, String why) {
        facts.decide("python.packages.sha256", "unknown");
        facts.accompany("python.packages.unknown", why);
    }

    /** Names of packages are equal in this form (PEP 503). */
    private static String normal(String name) {
        return bounded(name.strip().toLowerCase(Locale.ROOT).replaceAll("[-_.]+", "-"));
    }

    private static String bounded(String text) {
        return text.length() <= LONGEST_WORD ? text : text.substring(0, LONGEST_WORD);
    }

    @Override
    public void abandon() {
        unknown("the run was over before the interpreter answered");
    }

    private void close() {
        if (question != null) {
            question.close();
        }
        if (freeze != null) {
            freeze.close();
        }
    }
}
