package dev.headwater.agent.instrument.jobs;

import dev.headwater.agent.Headwater;
import dev.headwater.agent.Run;

/** Uses our API, though the agent is there as well. */
public final class SpeakingJob {

    private SpeakingJob() {}

    public static void main(String[] args) {
        try (Run run = Headwater.experiment("own").param("lr", 0.1).start()) {
            run.metric("loss").log(1, 0.5);
            System.out.println(run.id());
        }
        try (Run second = Headwater.experiment("own").start()) {
            System.out.println(second.id());
        }
    }
}
