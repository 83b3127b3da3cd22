package dev.headwater.agent;

/** A trainer for tests: logs for ever, and prints how many log calls have returned. */
final class KilledTrainer {

    private KilledTrainer() {}

    public static void main(String[] args) {
        Run run = Headwater.experiment("killed").runId(args[0]).start();
        Metric loss = run.metric("loss", "train");
        for (long step = 0; ; step++) {
            loss.log(step, Math.sqrt(step));
            if (step % 1_000 == 999) {
                System.out.println(step + 1);
            }
            if (step % 100_000 == 99_999) {
                java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
            }
        }
    }
}
