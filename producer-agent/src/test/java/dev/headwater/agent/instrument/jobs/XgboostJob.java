package dev.headwater.agent.instrument.jobs;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** Trains on two files of digits, saves the model, and loads it again. Ends when its input does. */
public final class XgboostJob {

    private XgboostJob() {}

    /** @param args train.csv, test.csv, model file to write */
    public static void main(String[] args) throws XGBoostError, IOException {
        DMatrix train = new DMatrix(args[0] + "?format=csv&label_column=64");
        DMatrix test = new DMatrix(args[1] + "?format=csv&label_column=64");
        Map<String, Object> params = new LinkedHashMap<>();
        params.put("objective", "multi:softprob");
        params.put("num_class", 10);
        params.put("eta", 0.3);
        params.put("max_depth", 4);
        params.put("nthread", 1);
        Map<String, DMatrix> watches = new LinkedHashMap<>();
        watches.put("train", train);
        watches.put("test", test);
        Booster booster = XGBoost.train(train, params, 5, watches, null, null);
        booster.saveModel(args[2]);
        System.out.println(XGBoost.loadModel(args[2]).predict(test).length);
        System.in.read();
    }
}
