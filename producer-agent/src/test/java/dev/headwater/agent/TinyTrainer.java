package dev.headwater.agent;

/** The smallest program a user could write; run with nothing but the agent jar on its class path. */
final class TinyTrainer {

    private TinyTrainer() {}

    public static void main(String[] args) {
        try (Run run = Headwater.experiment("tiny").param("lr", 0.1).start()) {
            Metric loss = run.metric("loss", "train");
            for (int step = 0; step < 10_000; step++) {
                loss.log(step, 1.0 / (step + 1));
            }
            System.out.println(run.id());
        }
    }
}
