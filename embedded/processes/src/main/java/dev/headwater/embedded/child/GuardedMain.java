package dev.headwater.embedded.child;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;

/**
 * Runs another main class, and ends this JVM soon after the parent process has gone, however it went.
 *
 * <p>It asks for its own parent rather than whether the parent's pid is alive: a killed process that nobody has reaped
 * still counts as alive, but its children have been given to another parent by then.
 */
public final class GuardedMain {
    private static final long POLL_MILLIS = 250;
    private static final long GRACE_MILLIS = 5_000;

    private GuardedMain() {}

    /**
     * Runs the real main class under guard.
     *
     * @param args pid of the parent, the real main class, and its arguments
     */
    public static void main(String[] args) throws Throwable {
        long parent = Long.parseLong(args[0]);
        daemon("headwater-guard", () -> watch(parent));
        run(args[1], Arrays.copyOfRange(args, 2, args.length));
    }

    static void run(String mainClass, String... args) throws Throwable {
        try {
            Method main = Class.forName(mainClass).getMethod("main", String[].class);
            // As the java command does: the class need not be public.
            main.setAccessible(true);
            main.invoke(null, (Object) args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static void watch(long parent) {
        while (parentPid() == parent) {
            pause(POLL_MILLIS);
        }
        System.err.println("The parent process " + parent + " has gone: ending.");
        daemon("headwater-guard-halt", () -> {
            pause(GRACE_MILLIS);
            Runtime.getRuntime().halt(1);
        });
        System.exit(1);
    }

    private static long parentPid() {
        return ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(-1L);
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            // Nobody interrupts the guard; if somebody does, it looks at once and goes on.
            return;
        }
    }
}
