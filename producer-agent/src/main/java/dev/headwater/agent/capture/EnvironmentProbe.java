package dev.headwater.agent.capture;

import dev.headwater.event.EnvironmentCaptured;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Finds out the facts about machine and software: those that decide a result, with a digest over them, and those that only
 * accompany a run. What answers slowly is asked beside, and given up a moment after the run is over.
 */
public final class EnvironmentProbe implements Probe {

    private static final Duration PYTHON = Duration.ofSeconds(20);

    /**
     * What is looked at.
     *
     * @param machine roots of files and environment of the run
     * @param process process whose control group counts: {@code self}, or its id
     * @param directory working directory of the run
     * @param wrapped command line of another process that the run is; empty when it is this JVM
     */
    public record Subject(Machine machine, String process, Path directory, Optional<List<String>> wrapped) {}

    private final Subject subject;
    private final DigestCache cache;
    private final Consumer<EnvironmentCaptured> say;
    private final Grace grace;
    private final Facts facts = new Facts();
    private final List<Probe> asked = new ArrayList<>();
    private boolean started;

    /**
     * @param over whether the run has ended
     * @param say told once, on the probing thread
     */
    public EnvironmentProbe(
            Subject subject, DigestCache cache, BooleanSupplier over, Consumer<EnvironmentCaptured> say) {
        this.subject = subject;
        this.cache = cache;
        this.grace = new Grace(over);
        this.say = say;
    }

    @Override
    public Progress advance() {
        if (!started) {
            started = true;
            start();
            return Progress.MORE;
        }
        boolean more = false;
        for (Iterator<Probe> probes = asked.iterator(); probes.hasNext(); ) {
            Progress progress = probes.next().advance();
            if (progress == Progress.DONE) {
                probes.remove();
            }
            more |= progress != Progress.WAITING;
        }
        if (asked.isEmpty() || grace.spent()) {
            abandon();
            return Progress.DONE;
        }
        return more ? Progress.MORE : Progress.WAITING;
    }

    private void start() {
        Machine machine = subject.machine();
        HostFacts.tell(machine, facts);
        ControlGroup.tell(machine, subject.process(), facts);
        Container.tell(machine, subject.process(), facts);
        Variables.tell(machine, facts);
        asked.add(new GpuProbe(machine, subject.directory(), facts));
        if (subject.wrapped().isPresent()) {
            wrapped(subject.wrapped().get());
        } else {
            JvmFacts.own(facts);
            List<String> classPath = entries(System.getProperty("java.class.path", ""));
            classPath.addAll(entries(System.getProperty("jdk.module.path", "")));
            asked.add(new ClassPathProbe(Path.of(""), classPath, cache, facts));
        }
    }

    private void wrapped(List<String> command) {
        Path directory = subject.directory();
        Programs programs = new Programs(subject.machine().environment(), directory);
        EntryPoint entry = EntryPoint.of(command);
        Optional<Path> program = entry.program().flatMap(programs::find);
        if (entry.kind() == EntryPoint.Kind.JAVA && program.isPresent()) {
            int at = command.indexOf(entry.program().get());
            JavaCommand java = JavaCommand.of(
                    at < 0 ? List.of() : command.subList(at, command.size()),
                    subject.machine().environment().getOrDefault("CLASSPATH", ""));
            JvmFacts.wrapped(program.get(), java, facts);
            if (at < 0 || java.readsFile()) {
                facts.decide("java.classpath.sha256", "unknown");
            } else {
                asked.add(new ClassPathProbe(directory, java.classPath(), cache, facts));
            }
            return;
        }
        python(entry, program, programs)
                .ifPresent(interpreter -> asked.add(new PythonProbe(interpreter, directory, PYTHON, facts)));
    }

    private Optional<Path> python(EntryPoint entry, Optional<Path> program, Programs programs) {
        boolean isPython = entry.kind() == EntryPoint.Kind.PYTHON;
        boolean isScript = entry.kind() == EntryPoint.Kind.SCRIPT;
        if (entry.chooser().isEmpty()) {
            return isPython ? program : isScript ? program.flatMap(programs::pythonOf) : Optional.empty();
        }
        Optional<Path> chosen = entry.usesProjectEnvironment() && (isPython || isScript)
                ? programs.find("./.venv/bin/python")
                : Optional.empty();
        if (chosen.isEmpty() && isPython) {
            PythonProbe.unknown(facts, entry.chooser().get() + " chooses the interpreter");
        }
        return chosen;
    }

    private static List<String> entries(String path) {
        return new ArrayList<>(Arrays.stream(path.split(File.pathSeparator))
                .filter(text -> !text.isEmpty())
                .toList());
    }

    /** Says what is known; what was not found out is said to be unknown. */
    @Override
    public void abandon() {
        asked.forEach(Probe::abandon);
        asked.clear();
        say.accept(facts.captured());
    }
}
