package dev.headwater.agent;

/** A trainer for tests: logs for ever, and prints how many log calls have returned. */
final class KilledTrainer {

    private KilledTrainer() {}

    public static void main(String[] args) {
        Run run = Headwater.experiment("killed").runId(args[0]).param("lr", 0.1).start();
        Metric loss = run.metric("loss", "train");
        for (long step = 0; ; step++) {
            loss.log(step, Math.sqrt(step));
            if (step % 1_000 == 999) {
                System.out.println(step + 1);
                // About a million points a second at most: enough to be caught in the middle.
                java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
            }
        }
    }
}
