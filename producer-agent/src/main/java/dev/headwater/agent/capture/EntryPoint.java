package dev.headwater.agent.capture;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a command line starts: script, module or main class, behind whatever launches it ({@code torchrun}, {@code srun},
 * {@code bash -c}, …).
 *
 * @param name as the command line has it; empty when it cannot be told
 * @param program word of the command line that names the interpreter or launcher which runs it; empty when unknown
 * @param kind what that is
 * @param chooser what stands before it and has its own mind about where that program is found: a tool such as uv or
 *     conda, a container, a shell that changes the path; empty when the program is the one on the path
 */
public record EntryPoint(Optional<String> name, Optional<String> program, Kind kind, Optional<String> chooser) {

    /** What runs an entry point. */
    public enum Kind {
        /** A Python interpreter, by its own name. */
        PYTHON,
        /** A script of a Python installation, such as torchrun, or the program itself, if it is such a script. */
        SCRIPT,
        /** A Java launcher. */
        JAVA,
        /** Something else. */
        OTHER
    }

    private static final EntryPoint UNKNOWN =
            new EntryPoint(Optional.empty(), Optional.empty(), Kind.OTHER, Optional.empty());
    private static final Pattern PYTHON = Pattern.compile("(?:python|pypy|pythonw|ipython)[0-9.]*(?:\\.exe)?");
    private static final Pattern SCRIPT = Pattern.compile(".*\\.(?:py|pyz|ipynb|java|jar|sh|R|r|jl|js|rb|pl|lua)");
    private static final Pattern ASSIGNMENT = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*=.*", Pattern.DOTALL);
    private static final Set<String> PYTHON_VALUED = Set.of("-W", "-X", "-Q", "--check-hash-based-pycs");
    private static final Set<String> PYTHON_LAUNCHERS = Set.of(
            "torchrun",
            "accelerate",
            "deepspeed",
            "horovodrun",
            "colossalai",
            "composer",
            "kernprof",
            "coverage",
            "viztracer",
            "debugpy");
    private static final Set<String> LAUNCHER_MODULES = Set.of(
            "torch.distributed.run",
            "torch.distributed.launch",
            "accelerate.commands.launch",
            "deepspeed.launcher.runner",
            "cProfile",
            "profile",
            "pdb",
            "debugpy",
            "trace",
            "coverage");
    private static final Set<String> SHELLS = Set.of("sh", "bash", "dash", "zsh", "ksh", "ash");
    private static final Set<String> SCRIPTED =
            Set.of("Rscript", "julia", "node", "ruby", "perl", "php", "deno", "lua");
    /** Commands that run another one; their own options are not known here. */
    private static final Set<String> PREFIXES = Set.of(
            "env",
            "nohup",
            "time",
            "nice",
            "ionice",
            "stdbuf",
            "setsid",
            "timeout",
            "numactl",
            "taskset",
            "chrt",
            "srun",
            "mpirun",
            "mpiexec",
            "mpiexec.hydra",
            "orterun",
            "prun",
            "jsrun",
            "aprun",
            "ibrun",
            "uv",
            "poetry",
            "pipenv",
            "pdm",
            "hatch",
            "rye",
            "conda",
            "mamba",
            "micromamba",
            "xvfb-run",
            "sudo",
            "nsys",
            "ncu",
            "strace",
            "perf",
            "exec",
            "singularity",
            "apptainer",
            "docker",
            "podman",
            "headwater");

    /** Tools that run a command in the environment of a project, {@code .venv} if there is one. */
    private static final Set<String> PROJECT_TOOLS = Set.of("uv", "poetry", "pdm", "rye", "hatch", "pipenv");

    private static final Set<String> CHOOSERS =
            Set.of("conda", "mamba", "micromamba", "singularity", "apptainer", "docker", "podman", "sudo");
    /** Of conda the command in a longer line; as part of a path it is where an interpreter lives. */
    private static final Pattern CHANGES_PATH =
            Pattern.compile("\\bactivate\\b|\\bPATH=|\\bmodule +load\\b|\\b(?:conda|mamba|micromamba)\\s");

    /** What the command line starts. */
    public static EntryPoint of(List<String> words) {
        EntryPoint found = at(words, 0, 0);
        String program = found.program().orElse("");
        for (String word : words) {
            String base = fileName(word);
            if (PROJECT_TOOLS.contains(base) || CHOOSERS.contains(base)) {
                return found.chosenBy(base);
            } else if (word.equals(program)) {
                break;
            } else if (CHANGES_PATH.matcher(word).find()) {
                return found.chosenBy("the command line itself");
            }
        }
        return found;
    }

    private EntryPoint chosenBy(String who) {
        return new EntryPoint(name, program, kind, Optional.of(who));
    }

    /** Whether the chooser looks for {@code .venv} in the working directory. */
    boolean usesProjectEnvironment() {
        return chooser.filter(PROJECT_TOOLS::contains).isPresent();
    }

    /** What the JVM says of its own command line ({@code sun.java.command}): main class, jar or source file. */
    public static String ofJavaCommand(String command) {
        String[] words = command.strip().split(" +");
        boolean sourceFile = words[0].endsWith("com.sun.tools.javac.launcher.Main") && words.length > 1;
        String name = sourceFile ? words[1] : words[0];
        return name.endsWith(".jar") || name.endsWith(".java") ? fileName(name) : name.substring(name.indexOf('/') + 1);
    }

    private static EntryPoint at(List<String> words, int from, int depth) {
        int i = from;
        while (i < words.size() && ASSIGNMENT.matcher(words.get(i)).matches()) {
            i++;
        }
        if (i >= words.size() || depth > 4) {
            return UNKNOWN;
        }
        String program = words.get(i);
        String base = fileName(program);
        if (PYTHON.matcher(base).matches()) {
            return python(words, i, program);
        } else if (PYTHON_LAUNCHERS.contains(base)) {
            return new EntryPoint(launched(words, i + 1), Optional.of(program), Kind.SCRIPT, Optional.empty());
        } else if (base.equals("java") || base.equals("java.exe")) {
            return new EntryPoint(
                    JavaCommand.of(words.subList(i, words.size()), "").entryPoint(),
                    Optional.of(program),
                    Kind.JAVA,
                    Optional.empty());
        } else if (SHELLS.contains(base)) {
            return shell(words, i, depth);
        } else if (SCRIPTED.contains(base)) {
            return new EntryPoint(
                    words.stream()
                            .skip(i + 1L)
                            .filter(word -> !word.startsWith("-"))
                            .findFirst(),
                    Optional.of(program),
                    Kind.OTHER,
                    Optional.empty());
        } else if (PREFIXES.contains(base)) {
            return behind(words, i + 1, depth);
        }
        return new EntryPoint(Optional.of(program), Optional.of(program), Kind.SCRIPT, Optional.empty());
    }

    private static EntryPoint behind(List<String> words, int from, int depth) {
        for (int i = from; i < words.size(); i++) {
            String base = fileName(words.get(i));
            if (PYTHON.matcher(base).matches()
                    || PYTHON_LAUNCHERS.contains(base)
                    || base.equals("java")
                    || SHELLS.contains(base)
                    || SCRIPTED.contains(base)
                    || PREFIXES.contains(base)
                    || SCRIPT.matcher(base).matches()
                    || words.get(i).startsWith("./")) {
                return at(words, i, depth + 1);
            }
        }
        return UNKNOWN;
    }

    private static EntryPoint python(List<String> words, int at, String program) {
        for (int i = at + 1; i < words.size(); i++) {
            String word = words.get(i);
            if (word.equals("-m") && i + 1 < words.size()) {
                String module = words.get(i + 1);
                Optional<String> launched =
                        LAUNCHER_MODULES.contains(module) ? launched(words, i + 2) : Optional.empty();
                return new EntryPoint(
                        launched.or(() -> Optional.of(module)), Optional.of(program), Kind.PYTHON, Optional.empty());
            } else if (word.equals("-c") || word.equals("-")) {
                break;
            } else if (PYTHON_VALUED.contains(word)) {
                i++;
            } else if (!word.startsWith("-")) {
                return new EntryPoint(Optional.of(word), Optional.of(program), Kind.PYTHON, Optional.empty());
            }
        }
        return new EntryPoint(Optional.empty(), Optional.of(program), Kind.PYTHON, Optional.empty());
    }

    /** Behind a launcher whose options are many: a module after -m, or the first word that is a script. */
    private static Optional<String> launched(List<String> words, int from) {
        for (int i = from; i < words.size(); i++) {
            String word = words.get(i);
            if ((word.equals("-m") || word.equals("--module")) && i + 1 < words.size()) {
                return Optional.of(words.get(i + 1));
            }
            if (!word.startsWith("-") && SCRIPT.matcher(word).matches()) {
                return Optional.of(word);
            }
        }
        return Optional.empty();
    }

    private static EntryPoint shell(List<String> words, int at, int depth) {
        for (int i = at + 1; i < words.size(); i++) {
            String word = words.get(i);
            if (word.matches("-[a-z]*c") && i + 1 < words.size()) {
                return Arrays.stream(words.get(i + 1).split("&&|\\|\\||[;|\\n]"))
                        .map(part -> Arrays.asList(part.strip().split("\\s+")))
                        .map(part -> at(part, 0, depth + 1))
                        .filter(found -> found.kind() == Kind.PYTHON
                                || found.kind() == Kind.JAVA
                                || found.name()
                                        .filter(name -> SCRIPT.matcher(name).matches())
                                        .isPresent())
                        .findFirst()
                        .orElse(UNKNOWN);
            } else if (!word.startsWith("-")) {
                return new EntryPoint(Optional.of(word), Optional.of(words.get(at)), Kind.OTHER, Optional.empty());
            }
        }
        return UNKNOWN;
    }

    static String fileName(String path) {
        // By hand: in a C locale no Path can be made of a word with letters beyond ASCII.
        int end = path.length();
        while (end > 1 && path.charAt(end - 1) == '/') {
            end--;
        }
        return path.substring(path.lastIndexOf('/', end - 1) + 1, end);
    }
}
