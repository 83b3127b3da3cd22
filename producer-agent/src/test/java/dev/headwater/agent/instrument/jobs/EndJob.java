package dev.headwater.agent.instrument.jobs;

import java.util.logging.LogManager;

/** Ends in one of the ways that a program can, and says what it finds in its JVM. */
public final class EndJob {

    private EndJob() {}

    /** @param args return, throw, worker, exit and a status, sleep, or look */
    public static void main(String[] args) throws InterruptedException {
        switch (args[0]) {
            case "throw" -> throw new IllegalStateException("no data in column 7");
            case "worker" -> {
                Thread worker = new Thread(() -> {
                    throw new UnsupportedOperationException("no GPU");
                });
                worker.start();
                worker.join();
            }
            case "exit" -> System.exit(Integer.parseInt(args[1]));
            case "sleep" -> {
                System.out.println("ready");
                Thread.sleep(60_000);
            }
            case "look" -> look();
            default -> System.out.println("done");
        }
    }

    private static void look() {
        // Whoever makes the JVM's logging begin before main takes this choice away.
        System.setProperty("java.util.logging.manager", OwnManager.class.getName());
        System.out.println("logging " + LogManager.getLogManager().getClass().getSimpleName());
        System.out.println("handler " + Thread.getDefaultUncaughtExceptionHandler());
        System.getProperties().entrySet().stream()
                .map(property -> "property " + property.getKey() + "=" + property.getValue())
                .sorted()
                .forEach(System.out::println);
        Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().matches("(headwater|kafka).*"))
                .map(thread -> "thread " + (thread.isDaemon() ? "daemon " : "") + thread.getName())
                .sorted()
                .forEach(System.out::println);
    }

    /** A choice of the program. */
    public static final class OwnManager extends LogManager {}
}
