package dev.headwater.embedded;

import java.util.concurrent.CountDownLatch;

/** Prints what it got; then waits for ever, or fails when told so. */
final class WaitingProgram {
    private WaitingProgram() {}

    public static void main(String[] args) throws InterruptedException {
        System.out.println("colour " + System.getenv("COLOUR"));
        System.out.println("options " + System.getenv("JAVA_TOOL_OPTIONS"));
        for (String arg : args) {
            System.out.println("argument " + arg);
        }
        if (args[0].equals("fail")) {
            for (int line = 1; line <= 40; line++) {
                System.err.println("line " + line);
            }
            System.exit(3);
        }
        new CountDownLatch(1).await();
    }
}
