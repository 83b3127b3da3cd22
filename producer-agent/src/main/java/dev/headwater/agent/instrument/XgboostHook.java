package dev.headwater.agent.instrument;

import dev.headwater.agent.Run;
import dev.headwater.event.ArtifactDirection;
import dev.headwater.event.ArtifactKind;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * XGBoost4J: parameters and watches of a training, what its booster evaluates in every iteration, matrices read from
 * files, models saved to and loaded from files. A second training in the process is told apart as {@code training.2}.
 */
final class XgboostHook implements Hook {

    private static final String PACKAGE = "ml.dmlc.xgboost4j.java.";
    private static final String MATRIX = PACKAGE + "DMatrix";
    private static final String MATRICES = MATRIX + "[]";
    private static final String TEXT = "java.lang.String";

    /** Role of a file that only served to predict. */
    private static final String PREDICT = "predict";

    private final AtomicInteger trainings = new AtomicInteger();
    /** Of the training that each thread is in, its number: several may go on at once. */
    private final Map<Thread, Integer> trainingOf = Collections.synchronizedMap(new WeakHashMap<>());

    private final Map<Object, Path> files = Collections.synchronizedMap(new WeakHashMap<>());
    private final Map<Object, Integer> iterations = Collections.synchronizedMap(new WeakHashMap<>());
    private final Set<String> said = Collections.synchronizedSet(new HashSet<>());

    @Override
    public List<Point> points() {
        return List.of(
                Point.before(PACKAGE + "XGBoost", "train", MATRIX, "java.util.Map", "int", "java.util.Map"),
                Point.after(PACKAGE + "XGBoost", "loadModel", TEXT),
                Point.afterEach(MATRIX, "<init>", TEXT),
                Point.after(PACKAGE + "Booster", "evalSet", MATRICES, TEXT + "[]"),
                Point.after(PACKAGE + "Booster", "predict", MATRIX),
                Point.after(PACKAGE + "Booster", "saveModel", TEXT));
    }

    @Override
    public void heard(Call call, Run run) {
        switch (call.point().method()) {
            case "train" -> training(call, run);
            case "evalSet" -> evaluated(call, run);
            case "<init>" -> read(call);
            case "predict" -> used(call.argument(0, Object.class), PREDICT, run);
            case "saveModel" -> model(call, ArtifactDirection.OUTPUT, run);
            default -> model(call, ArtifactDirection.INPUT, run);
        }
    }

    private void training(Call call, Run run) {
        int training = trainings.incrementAndGet();
        trainingOf.put(Thread.currentThread(), training);
        String prefix = training == 1 ? "" : "training." + training + ".";
        Map<?, ?> params = call.argument(1, Map.class);
        if (params != null) {
            params.forEach((key, value) -> run.param(prefix + key, value));
        }
        run.param(prefix + "num_round", call.argument(2, Integer.class));
        Object trainedOn = call.argument(0, Object.class);
        used(trainedOn, "train", run);
        Map<?, ?> watches = call.argument(3, Map.class);
        if (watches != null) {
            watches.forEach((name, matrix) -> {
                if (matrix != trainedOn) {
                    used(matrix, String.valueOf(name), run);
                }
            });
        }
    }

    /** The booster answers {@code [3]\ttrain-mlogloss:0.25\ttest-mlogloss:0.31}. */
    private void evaluated(Call call, Run run) {
        String[] names = call.argument(1, String[].class);
        if (names == null || call.self() == null || !(call.result() instanceof String answer)) {
            return;
        }
        Object[] matrices = call.argument(0, Object[].class);
        for (int i = 0; matrices != null && i < Math.min(matrices.length, names.length); i++) {
            used(matrices[i], names[i], run);
        }
        Integer given = call.argument(2, Integer.class);
        int iteration = given != null ? given : iterations.merge(call.self(), 1, Integer::sum) - 1;
        int training = trainingOf.getOrDefault(Thread.currentThread(), trainings.get());
        for (String token : answer.split("\\s+")) {
            int colon = token.lastIndexOf(':');
            for (String name : names) {
                if (colon > name.length() + 1 && token.startsWith(name + "-")) {
                    String context = training < 2 ? name : name + "/training." + training;
                    run.metric(token.substring(name.length() + 1, colon), context)
                            .log(iteration, number(token.substring(colon + 1)));
                    break;
                }
            }
        }
    }

    /** XGBoost writes as C++ does. */
    private static double number(String text) {
        return switch (text.replace("-", "")) {
            case "nan" -> Double.NaN;
            case "inf" -> text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    private void read(Call call) {
        String uri = call.argument(0, String.class);
        if (uri != null && call.self() != null) {
            files.put(call.self(), file(uri));
        }
    }

    /** {@code data.csv?format=csv&label_column=0#cache} is the file data.csv. */
    private static Path file(String uri) {
        String path = uri.split("[?#]", 2)[0];
        return Path.of(path.startsWith("file://") ? path.substring("file://".length()) : path);
    }

    private void used(@Nullable Object matrix, String role, Run run) {
        Path file = matrix == null ? null : files.get(matrix);
        if (file == null || (role.equals(PREDICT) && said.contains(file.toString()))) {
            return;
        }
        said.add(file.toString());
        if (said.add(file + "\0" + role)) {
            run.dataset(null, role, file);
        }
    }

    private static void model(Call call, ArtifactDirection direction, Run run) {
        String path = call.argument(0, String.class);
        if (path != null) {
            run.artifact(direction, ArtifactKind.MODEL, null, Path.of(path), null);
        }
    }
}
