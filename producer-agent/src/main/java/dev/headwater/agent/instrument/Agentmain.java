package dev.headwater.agent.instrument;

import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/**
 * Loaded into a JVM that already runs: {@code VirtualMachine.attach(pid).loadAgent("headwater-agent.jar", argument)}.
 *
 * <p>The argument is text: settings {@code key=value}, one a line. Where it holds no line feed, commas separate them, and
 * what follows a comma without {@code =} of its own still belongs to the value before ({@code bootstrap=a:9092,b:9092}).
 * A key is the name of an environment variable without {@code HEADWATER_}, in camel case: {@code runId} for
 * {@code HEADWATER_RUN_ID}, and so {@code join}, {@code bootstrap}, {@code home}, {@code experiment}, {@code name},
 * {@code schemaRegistry}, {@code disabled}, {@code hooksDisabled}, {@code redact}. What is said here goes over the environment
 * that the JVM was started with; only {@code redact} adds to it. An argument that cannot be understood is named in one warning and left out; the agent starts without it.
 *
 * <p>Where the agent is in the JVM already, this does nothing: the first one goes on. Nothing is ever thrown, so
 * {@code loadAgent} succeeds wherever the jar can be read; that the run began is seen where runs are seen.
 */
public final class Agentmain {

    private Agentmain() {}

    /** Called by the JVM. */
    public static void agentmain(@Nullable String argument, Instrumentation instrumentation) {
        Entry.enter(argument, instrumentation);
    }
}
