package dev.headwater.agent.instrument.jobs;

import java.io.IOException;
import java.nio.file.Path;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.evaluation.LabelEvaluation;
import org.tribuo.classification.evaluation.LabelEvaluator;
import org.tribuo.classification.sgd.linear.LogisticRegressionTrainer;
import org.tribuo.data.csv.CSVLoader;

/** Trains on a file of digits, evaluates on another, and saves the model. Ends when its input does. */
public final class TribuoJob {

    private TribuoJob() {}

    /** @param args train.csv, test.csv, both with a header and the column {@code digit}; model file to write */
    public static void main(String[] args) throws IOException {
        CSVLoader<Label> loader = new CSVLoader<>(new LabelFactory());
        MutableDataset<Label> train = new MutableDataset<>(loader.loadDataSource(Path.of(args[0]), "digit"));
        MutableDataset<Label> test = new MutableDataset<>(loader.loadDataSource(Path.of(args[1]), "digit"));
        Model<Label> model = new LogisticRegressionTrainer().train(train);
        LabelEvaluation evaluation = new LabelEvaluator().evaluate(model, test);
        model.serializeToFile(Path.of(args[2]));
        System.out.println(evaluation.accuracy());
        System.in.read();
    }
}
