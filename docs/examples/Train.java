import dev.headwater.agent.Headwater;
import dev.headwater.agent.Metric;
import dev.headwater.agent.Run;
import java.nio.file.Files;
import java.nio.file.Path;

/** Fits y = 2x by gradient descent, and tells Headwater about it. */
class Train {

    public static void main(String[] args) throws Exception {
        double learningRate = 0.05;
        try (Run run = Headwater.experiment("hello")
                .name("line")
                .param("learning_rate", learningRate)
                .start()) {
            Metric loss = run.metric("loss", "train");
            double slope = 0;
            for (int step = 0; step < 200; step++) {
                double x = step % 5;
                double error = slope * x - 2 * x;
                slope -= learningRate * error * x;
                loss.log(step, error * error);
            }
            Path model = Files.writeString(Files.createTempFile("slope", ".txt"), Double.toString(slope));
            run.model(model);
        }
    }
}
