package dev.headwater.launcher.endtoend;

import dev.headwater.agent.Headwater;
import dev.headwater.agent.Run;

/** A program inside {@code headwater run} that uses the agent. */
public final class JoiningProgram {

    private JoiningProgram() {}

    public static void main(String[] args) {
        try (Run run = Headwater.experiment(null).start()) {
            run.metric("loss").log(1, 0.5);
            System.out.println(run.id());
        }
    }
}
