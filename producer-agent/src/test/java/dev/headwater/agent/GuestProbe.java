package dev.headwater.agent;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;

/**
 * A program that looks at its own JVM before and after a run, and prints what the guest has changed: threads, system
 * properties, handlers, loggers. Run with nothing but the agent jar on its class path. Argument: how long to log, in points.
 */
final class GuestProbe {

    private GuestProbe() {}

    public static void main(String[] args) {
        Thread.UncaughtExceptionHandler handler = Thread.getDefaultUncaughtExceptionHandler();
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        // The JDK sets user.timezone itself, as soon as anybody asks for the time zone.
        TimeZone.getDefault();
        Properties before = (Properties) System.getProperties().clone();
        Set<Thread> others = Thread.getAllStackTraces().keySet();
        Map<String, Boolean> seen = new TreeMap<>();
        String id;
        try (Run run = Headwater.experiment("guest").param("lr", 0.1).start()) {
            Metric loss = run.metric("loss");
            for (int i = 0; i < Integer.parseInt(args[0]); i++) {
                loss.log(i, i);
                if (i % 1_000 == 0) {
                    note(others, seen);
                    LockSupport.parkNanos(10_000_000);
                }
            }
            run.checkpoint(Path.of(System.getProperty("java.home"), "release"), 1);
            id = run.id();
        }
        note(others, seen);
        Headwater.collector().drain(java.time.Duration.ofSeconds(20));
        note(others, seen);
        System.out.println("run=" + id);
        System.out.println("threads=" + seen);
        System.out.println("handler=" + (handler == Thread.getDefaultUncaughtExceptionHandler()));
        System.out.println("context=" + (context == Thread.currentThread().getContextClassLoader()));
        System.out.println("properties=" + changed(before, System.getProperties()));
        System.out.println("logging=" + loggers());
    }

    /** New threads by name, and whether they are daemons; those of the JVM itself apart. */
    private static void note(Set<Thread> others, Map<String, Boolean> seen) {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            boolean jvm = thread.getThreadGroup() == null
                    || List.of("system", "InnocuousThreadGroup")
                            .contains(thread.getThreadGroup().getName());
            if (!others.contains(thread) && !jvm) {
                seen.put(thread.getName(), thread.isDaemon());
            }
        }
    }

    private static Set<String> changed(Properties before, Properties after) {
        Set<String> changed = new TreeSet<>();
        for (String name : after.stringPropertyNames()) {
            if (!after.getProperty(name).equals(before.getProperty(name))) {
                changed.add(name);
            }
        }
        return changed;
    }

    /** Handlers of the root logger of java.util.logging, the only logging there is: the default one. */
    private static String loggers() {
        return List.of(java.util.logging.Logger.getLogger("").getHandlers()).size() + " handler";
    }
}
