package dev.headwater.agent.instrument;

import dev.headwater.agent.Run;
import dev.headwater.event.ArtifactDirection;
import dev.headwater.event.ArtifactKind;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Tribuo: a model says with its provenance how and of what it was trained, which becomes params and datasets; evaluations
 * become metrics; models saved to and loaded from files. A second training in the process is told apart as
 * {@code training.2}.
 */
final class TribuoHook implements Hook {

    private static final String PACKAGE = "org.tribuo.";
    private static final String MODEL = PACKAGE + "Model";
    private static final String PATH = "java.nio.file.Path";

    private final AtomicInteger trainings = new AtomicInteger();
    private final Map<String, Integer> evaluations = new HashMap<>();
    private final Set<String> trainedOn = Collections.synchronizedSet(new HashSet<>());
    private final Set<String> said = Collections.synchronizedSet(new HashSet<>());

    @Override
    public List<Point> points() {
        return List.of(
                Point.after(PACKAGE + "*Trainer", "train", PACKAGE + "Dataset"),
                Point.after(PACKAGE + "*Trainer", "train", PACKAGE + "sequence.SequenceDataset"),
                Point.after(
                        PACKAGE + "evaluation.AbstractEvaluator",
                        "evaluate",
                        MODEL,
                        "java.util.List",
                        PACKAGE + "provenance.DataProvenance"),
                Point.after(MODEL, "serializeToFile", PATH),
                Point.after(MODEL, "deserializeFromFile", PATH));
    }

    @Override
    public void heard(Call call, Run run) throws ReflectiveOperationException {
        switch (call.point().method()) {
            case "train" -> trained(call.result(), run);
            case "evaluate" -> evaluated(call, run);
            case "serializeToFile" -> model(call, ArtifactDirection.OUTPUT, run);
            default -> model(call, ArtifactDirection.INPUT, run);
        }
    }

    private void trained(@Nullable Object model, Run run) throws ReflectiveOperationException {
        if (model == null) {
            return;
        }
        int training = trainings.incrementAndGet();
        String prefix = training == 1 ? "" : "training." + training + ".";
        Object provenance = Reading.ask(model, "getProvenance");
        if (provenance == null) {
            return;
        }
        Object trainer = Reading.ask(provenance, "getTrainerProvenance");
        Object data = Reading.ask(provenance, "getDatasetProvenance");
        TribuoProvenance trainerSays = TribuoProvenance.of(trainer, prefix + "trainer");
        run.params(trainerSays.params());
        TribuoProvenance dataSays = TribuoProvenance.of(data, prefix + "data");
        run.params(dataSays.params());
        trainedOn.add(String.valueOf(data));
        datasets(dataSays, "train", run);
    }

    private void evaluated(Call call, Run run) throws ReflectiveOperationException {
        Object evaluation = call.result();
        if (evaluation == null) {
            return;
        }
        Object data = call.argument(2, Object.class);
        String role = trainedOn.contains(String.valueOf(data)) ? "train" : "test";
        datasets(TribuoProvenance.of(data, "data"), role, run);
        int step;
        synchronized (evaluations) {
            step = evaluations.merge(role, 1, Integer::sum) - 1;
        }
        if (Reading.ask(evaluation, "asMap") instanceof Map<?, ?> results) {
            for (Map.Entry<?, ?> result : results.entrySet()) {
                if (result.getKey() != null && result.getValue() instanceof Double value) {
                    run.metric(metric(result.getKey()), role).log(step, value);
                }
            }
        }
    }

    /** {@code f1/macro_average}, or of one class {@code f1/7}. */
    private static String metric(Object id) throws ReflectiveOperationException {
        String name = Reading.text(id, "getB").toLowerCase(Locale.ROOT);
        Object target = Reading.ask(id, "getA");
        if (target == null) {
            return name;
        }
        for (String kind : List.of("getOutputTarget", "getAverageTarget")) {
            if (Reading.ask(target, kind) instanceof Optional<?> of && of.isPresent()) {
                return name + "/"
                        + (kind.equals("getAverageTarget")
                                ? of.get().toString().toLowerCase(Locale.ROOT) + "_average"
                                : of.get());
            }
        }
        return name;
    }

    private void datasets(TribuoProvenance says, String role, Run run) {
        for (TribuoProvenance.Source source : says.sources()) {
            if (said.add(source.uri() + "\0" + role)) {
                run.dataset(source.used(role));
            }
        }
    }

    private static void model(Call call, ArtifactDirection direction, Run run) {
        run.artifact(direction, ArtifactKind.MODEL, null, call.argument(0, Path.class), null);
    }
}
