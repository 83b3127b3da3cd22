package dev.headwater.agent.instrument;

import dev.headwater.agent.Run;
import dev.headwater.event.ArtifactDirection;
import dev.headwater.event.ArtifactKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Deep Java Library: the configuration of a trainer, what its evaluators found in every epoch and, where the program lets DJL
 * keep metrics, after the batches; models saved and loaded. It only reads numbers that DJL has already fetched: asking for
 * others would make the program wait for its GPU.
 */
final class DjlHook implements Hook {

    private static final String PACKAGE = "ai.djl.";
    private static final String TRAINER = PACKAGE + "training.Trainer";
    private static final String BATCHES = "train_progress_";

    private final AtomicInteger trainings = new AtomicInteger();
    /** Number of the training that each trainer is for: several may go on at once. */
    private final Map<Object, Integer> trainingOf = Collections.synchronizedMap(new WeakHashMap<>());

    private final Map<Object, Integer> epochs = Collections.synchronizedMap(new WeakHashMap<>());
    private final Set<String> validated = ConcurrentHashMap.newKeySet();
    private final Map<String, AtomicInteger> batches = new ConcurrentHashMap<>();

    @Override
    public List<Point> points() {
        return List.of(
                Point.afterEach(TRAINER, "<init>", PACKAGE + "Model", PACKAGE + "training.TrainingConfig"),
                Point.before(PACKAGE + "training.EasyTrain", "fit", TRAINER, "int"),
                Point.after(PACKAGE + "training.listener.EvaluatorTrainingListener", "onEpoch", TRAINER),
                Point.after(PACKAGE + "metric.Metrics", "addMetric", PACKAGE + "metric.Metric"),
                Point.after(PACKAGE + "BaseModel", "save", "java.nio.file.Path", "java.lang.String"),
                Point.after(PACKAGE + "BaseModel", "readParameters", "java.nio.file.Path"));
    }

    @Override
    public void heard(Call call, Run run) throws ReflectiveOperationException {
        switch (call.point().method()) {
            case "<init>" -> configured(call, run);
            case "fit" -> run.param(prefix(call.argument(0, Object.class)) + "epochs", call.argument(1, Integer.class));
            case "onEpoch" -> epoch(call, run);
            case "addMetric" -> batch(call.argument(0, Object.class), run);
            case "save" -> saved(call, run);
            default -> {
                if (Boolean.TRUE.equals(call.result())) {
                    run.artifact(ArtifactDirection.INPUT, ArtifactKind.MODEL, null, call.argument(0, Path.class), null);
                }
            }
        }
    }

    private String prefix(@Nullable Object trainer) {
        int training = trainingOf.getOrDefault(trainer, trainings.get());
        return training < 2 ? "" : "training." + training + ".";
    }

    private void configured(Call call, Run run) throws ReflectiveOperationException {
        int training = trainings.incrementAndGet();
        if (call.self() != null) {
            trainingOf.put(call.self(), training);
        }
        Object model = call.argument(0, Object.class);
        Object config = call.argument(1, Object.class);
        if (model == null || config == null) {
            return;
        }
        String prefix = prefix(call.self());
        run.param(prefix + "model", Reading.text(model, "getName"));
        Object optimizer = Reading.ask(config, "getOptimizer");
        if (optimizer != null) {
            run.param(prefix + "optimizer", optimizer.getClass().getName());
        }
        Object loss = Reading.ask(config, "getLossFunction");
        if (loss != null) {
            run.param(prefix + "loss", Reading.text(loss, "getName"));
        }
        if (Reading.ask(config, "getDevices") instanceof Object[] devices) {
            run.param(
                    prefix + "devices", Stream.of(devices).map(String::valueOf).collect(Collectors.joining(",")));
        }
    }

    private void epoch(Call call, Run run) throws ReflectiveOperationException {
        Object listener = call.self();
        if (listener == null || !(Reading.ask(listener, "getLatestEvaluations") instanceof Map<?, ?> found)) {
            return;
        }
        int epoch = epochs.merge(listener, 1, Integer::sum);
        for (Map.Entry<?, ?> each : found.entrySet()) {
            String[] stageAndName = String.valueOf(each.getKey()).split("_", 2);
            if (stageAndName.length == 2 && each.getValue() instanceof Float value && !absent(stageAndName, value)) {
                run.metric(stageAndName[1], stageAndName[0]).log(epoch, value);
            }
        }
    }

    /** DJL says NaN of a validation that there was none of. */
    private boolean absent(String[] stageAndName, float value) {
        if (!stageAndName[0].equals("validate")) {
            return false;
        }
        if (!Float.isNaN(value)) {
            validated.add(stageAndName[1]);
        }
        return !validated.contains(stageAndName[1]);
    }

    private void batch(@Nullable Object metric, Run run) throws ReflectiveOperationException {
        if (metric == null) {
            return;
        }
        String name = Reading.text(metric, "getMetricName");
        if (name.startsWith(BATCHES) && Reading.ask(metric, "getValue") instanceof Double value) {
            int step =
                    batches.computeIfAbsent(name, absent -> new AtomicInteger()).getAndIncrement();
            run.metric(name.substring(BATCHES.length()), "train/batch").log(step, value);
        }
    }

    /** DJL chooses the number in {@code name-0001.params} while it saves. */
    private static void saved(Call call, Run run) throws ReflectiveOperationException {
        Path folder = call.argument(0, Path.class);
        String given = call.argument(1, String.class);
        if (folder == null || call.self() == null) {
            return;
        }
        String name = given == null || given.isEmpty() ? Reading.text(call.self(), "getName") : given;
        try (Stream<Path> files = Files.list(folder)) {
            Optional<Path> last = files.filter(file -> isOf(name, String.valueOf(file.getFileName())))
                    .max(Comparator.comparing(file -> file.toFile().lastModified()));
            last.ifPresent(file -> run.model(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isOf(String name, String file) {
        return file.startsWith(name + "-") && file.endsWith(".params");
    }
}
