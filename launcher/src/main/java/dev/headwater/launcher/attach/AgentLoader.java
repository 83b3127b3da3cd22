package dev.headwater.launcher.attach;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import dev.headwater.launcher.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** Loads the agent into a JVM that runs. */
final class AgentLoader {

    private static final Duration LOADING = Duration.ofSeconds(20);
    /** A JVM listens some moments after its start. */
    private static final Duration STARTING = Duration.ofSeconds(3);

    private static final String REMEDY = "; --no-load records it from outside";

    private final Path jar;

    /** @param jar of the agent */
    AgentLoader(Path jar) {
        this.jar = jar;
    }

    /**
     * Loads it, and returns when the JVM has done so.
     *
     * @param settings of the agent, by the names of its argument
     * @throws CommandFailure when that cannot be, with the reason
     */
    void load(Target target, Map<String, String> settings) throws InterruptedException {
        check(target);
        // A JVM that hangs does not answer, and there is no other way to stop waiting for it.
        FutureTask<String> loading = new FutureTask<>(() -> attempt(target.pid(), settings));
        Thread thread = new Thread(loading, "headwater-load");
        thread.setDaemon(true);
        thread.start();
        try {
            String why = loading.get(LOADING.toMillis(), TimeUnit.MILLISECONDS);
            if (!why.isEmpty()) {
                throw refused(target, why);
            }
        } catch (TimeoutException e) {
            throw refused(target, "does not answer");
        } catch (ExecutionException e) {
            throw refused(target, "cannot be reached: " + e.getCause());
        }
    }

    private void check(Target target) throws InterruptedException {
        if (!Files.isReadable(jar)) {
            throw new CommandFailure(
                    "the agent to load, " + jar + ", is not there: build it with mvn -Dquick package" + REMEDY);
        }
        String flags = String.join(" ", target.commandLine()) + " "
                + target.environment().getOrDefault("JAVA_TOOL_OPTIONS", "") + " "
                + target.environment().getOrDefault("JDK_JAVA_OPTIONS", "");
        if (flags.contains("-XX:+DisableAttachMechanism")) {
            throw refused(target, "was started with -XX:+DisableAttachMechanism and takes no agent");
        }
        long until = System.nanoTime() + STARTING.toNanos();
        while (target.diesOfQuit() && System.nanoTime() - until < 0) {
            Thread.sleep(50);
        }
        if (target.diesOfQuit()) {
            throw refused(target, "does not listen (it was started with -Xrs?) and would die of being asked");
        }
    }

    private String attempt(long pid, Map<String, String> settings) {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
            try {
                machine.loadAgent(jar.toString(), argument(settings));
            } finally {
                machine.detach();
            }
            return "";
        } catch (AttachNotSupportedException e) {
            return "takes no agent: " + e.getMessage();
        } catch (AgentLoadException | AgentInitializationException e) {
            // A JVM of version 8 says 0 for success where newer tools expect words.
            return "0".equals(e.getMessage())
                    ? ""
                    : "could not load the agent (is it older than Java 17?): " + e.getMessage();
        } catch (IOException e) {
            return "cannot be asked: " + e.getMessage();
        }
    }

    /** One setting a line, so that values may hold commas. */
    static String argument(Map<String, String> settings) {
        return settings.entrySet().stream()
                .filter(setting -> !setting.getValue().isEmpty())
                .map(setting -> setting.getKey() + "=" + setting.getValue() + "\n")
                .sorted()
                .collect(Collectors.joining());
    }

    private static CommandFailure refused(Target target, String why) {
        return new CommandFailure("the JVM of process " + target.pid() + " " + why + REMEDY);
    }
}
