package dev.headwater.embedded;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** A program that starts children and waits for ever: something to kill. Prints their pids, one a line. */
final class ParentProgram {
    private ParentProgram() {}

    public static void main(String[] args) throws InterruptedException {
        Path home = Path.of(args[0]);
        Lifetime lifetime = Lifetime.valueOf(args[1]);
        System.out.println("child " + start(home, lifetime).pid());
        if (args.length > 2) {
            Path root = Path.of(args[2]);
            System.out.println("child "
                    + EmbeddedKafka.start(EmbeddedKafka.Options.of(root, home.resolve("kafka"))
                                    .withLifetime(lifetime))
                            .pid());
            System.out.println("child "
                    + EmbeddedNeo4j.start(EmbeddedNeo4j.Options.of(root, home.resolve("neo4j"))
                                    .withLifetime(lifetime))
                            .pid());
        }
        System.out.println("all started");
        new CountDownLatch(1).await();
    }

    private static ChildProcess start(Path home, Lifetime lifetime) {
        return new JavaCommand(
                        "Waiter",
                        Checkout.testClassPath(),
                        List.of("-Xmx64m"),
                        WaitingProgram.class.getName(),
                        List.of("forever"),
                        Map.of(),
                        home.resolve("waiter"),
                        home.resolve("waiter.log"),
                        lifetime)
                .start();
    }
}
