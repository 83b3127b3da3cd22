package dev.headwater.agent.instrument.jobs;

import ai.djl.Model;
import ai.djl.metric.Metrics;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.evaluator.Accuracy;
import ai.djl.training.listener.EvaluatorTrainingListener;
import ai.djl.training.listener.TrainingListener;
import ai.djl.training.loss.Loss;
import ai.djl.translate.TranslateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Trains one layer on a file of digits with PyTorch, two epochs of 30 batches, saves the model and prints the accuracy after
 * each epoch, as DJL itself keeps it. Ends when its input does.
 */
public final class DjlJob {

    private DjlJob() {}

    /** @param args train.csv, directory for the model */
    public static void main(String[] args) throws IOException, TranslateException {
        List<float[]> rows = Files.readAllLines(Path.of(args[0])).stream()
                .map(line -> {
                    String[] words = line.split(",", -1);
                    float[] row = new float[words.length];
                    for (int i = 0; i < row.length; i++) {
                        row[i] = Float.parseFloat(words[i]);
                    }
                    return row;
                })
                .toList();
        float[][] images = rows.stream().map(row -> Arrays.copyOf(row, 64)).toArray(float[][]::new);
        float[] digits = new float[rows.size()];
        for (int i = 0; i < digits.length; i++) {
            digits[i] = rows.get(i)[64];
        }
        try (Model model = Model.newInstance("digits");
                NDManager manager = NDManager.newBaseManager()) {
            model.setBlock(
                    new SequentialBlock().add(Linear.builder().setUnits(10).build()));
            ArrayDataset train = new ArrayDataset.Builder()
                    .setData(manager.create(images))
                    .optLabels(manager.create(digits))
                    .setSampling(50, false)
                    .build();
            Accuracy accuracy = new Accuracy();
            Metrics metrics = new Metrics();
            DefaultTrainingConfig config = new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                    .addEvaluator(accuracy)
                    .addTrainingListeners(TrainingListener.Defaults.basic());
            try (Trainer trainer = model.newTrainer(config)) {
                trainer.setMetrics(metrics);
                trainer.initialize(new Shape(1, 64));
                EasyTrain.fit(trainer, 2, train, null);
            }
            model.save(Path.of(args[1]), "digits");
            metrics.getMetric(EvaluatorTrainingListener.metricName(accuracy, EvaluatorTrainingListener.TRAIN_EPOCH))
                    .forEach(epoch -> System.out.println(epoch.getValue()));
        }
        System.in.read();
    }
}
