package dev.headwater.benchmarks;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Starts trainers: JVMs that have {@code headwater-agent.jar} on their class path and none of the other libraries of
 * Headwater, as a user's would.
 */
public final class Guests {

    /** What a trainer reports begins with this word, then key and value; JMH may have put something before it. */
    public static final String ANSWER = "@answer ";

    private static final int LINES_KEPT = 40;

    private final Path agentJar;
    private final Path home;
    private final String bootstrap;
    private final List<Path> beside;

    /**
     * @param agentJar the jar as it is given to users
     * @param home of the agent: journals go below it
     * @param beside where classes that the trainers use are found besides, named by one class of each jar
     */
    public Guests(Path agentJar, Path home, String bootstrap, List<Class<?>> beside) {
        this.agentJar = agentJar;
        this.home = home;
        this.bootstrap = bootstrap;
        this.beside = Stream.concat(Stream.of(Guests.class), beside.stream())
                .map(Guests::origin)
                .distinct()
                .toList();
        if (!Files.isRegularFile(agentJar)) {
            throw new IllegalStateException(agentJar + " is missing: run `mvn -Dquick package`");
        }
    }

    /** Home of the agent in all trainers. */
    public Path home() {
        return home;
    }

    private static Path origin(Class<?> type) {
        URL location = type.getProtectionDomain().getCodeSource().getLocation();
        try {
            return Path.of(location.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("not a file: " + location, e);
        }
    }

    /**
     * Runs a trainer to its end.
     *
     * @return what it answered
     * @throws IllegalStateException when it fails; with the last lines of its output
     */
    public Answers run(Class<?> main, Object... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-cp",
                Stream.concat(Stream.of(agentJar), beside.stream())
                        .map(Path::toString)
                        .collect(Collectors.joining(File.pathSeparator)),
                main.getName()));
        Stream.of(arguments).map(String::valueOf).forEach(line::add);
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("HEADWATER_"));
        builder.environment().put("HEADWATER_BOOTSTRAP", bootstrap);
        builder.environment().put("HEADWATER_HOME", home.toString());
        Process process = builder.start();
        Map<String, String> answers = new HashMap<>();
        List<String> last = new ArrayList<>();
        try (BufferedReader output = process.inputReader()) {
            for (String text = output.readLine(); text != null; text = output.readLine()) {
                int at = text.indexOf(ANSWER);
                if (at >= 0) {
                    String[] words = text.substring(at + ANSWER.length()).split(" ", 2);
                    answers.put(words[0], words[1]);
                } else {
                    last.add(text);
                    if (last.size() > LINES_KEPT) {
                        last.remove(0);
                    }
                }
            }
            int status = process.waitFor();
            if (status != 0) {
                throw new IllegalStateException(
                        main.getSimpleName() + " ended with " + status + ":\n" + String.join("\n", last));
            }
        } finally {
            process.destroyForcibly();
        }
        return new Answers(answers);
    }

    /** What a trainer answered. */
    public record Answers(Map<String, String> texts) {

        private static final String LOGGED = "logged.";

        /** Its runs, and how often each of them called {@code log}. */
        public Map<String, Long> runs() {
            Map<String, Long> runs = new TreeMap<>();
            texts.forEach((key, text) -> {
                if (key.startsWith(LOGGED)) {
                    runs.put(key.substring(LOGGED.length()), Long.valueOf(text));
                }
            });
            return runs;
        }

        public String text(String key) {
            String text = texts.get(key);
            if (text == null) {
                throw new IllegalStateException("no answer " + key + " among " + texts.keySet());
            }
            return text;
        }

        public double number(String key) {
            return Double.parseDouble(text(key));
        }

        public long count(String key) {
            return Long.parseLong(text(key));
        }
    }
}
