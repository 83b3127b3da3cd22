package dev.headwater.agent;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/** A trainer for tests, which does as it is told: {@code RUN files PATH...}, {@code RUN exit POINTS}, {@code RUN parent}. */
final class ScriptedTrainer {

    private ScriptedTrainer() {}

    public static void main(String[] args) throws IOException {
        Run run = Headwater.experiment("scripted")
                .runId(args[0])
                .captureNothing()
                .heartbeats(false)
                .start();
        switch (args[1]) {
            case "files" -> {
                log(run, 1_000);
                for (int i = 2; i < args.length; i++) {
                    run.checkpoint(Path.of(args[i]), 7);
                }
                say("named");
                rest();
            }
            case "exit" -> {
                log(run, Integer.parseInt(args[2]));
                say("leaving");
            }
            case "parent" -> {
                log(run, 1_000);
                Process child = new ProcessBuilder(
                                ProcessHandle.current().info().command().orElse("java"),
                                "-cp",
                                System.getProperty("java.class.path"),
                                ScriptedTrainer.class.getName(),
                                args[0],
                                "child")
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                        .start();
                say("child " + child.pid());
                rest();
            }
            default -> {
                log(run, 1_000);
                say("child logged");
                rest();
            }
        }
    }

    private static void log(Run run, int points) {
        Metric loss = run.metric("loss");
        for (int i = 0; i < points; i++) {
            loss.log(i, i);
        }
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    private static void rest() {
        while (true) {
            LockSupport.parkNanos(1_000_000_000);
        }
    }
}
