package dev.headwater.sink.yprov;

import dev.headwater.prov.Identifiers;
import dev.headwater.prov.Kind;
import dev.headwater.prov.Profile;
import dev.headwater.prov.Statement;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Metrics as series, with the points of their files, or those that the oldest documents hold themselves. */
final class MetricMapping {

    private final Run run;
    private final Surroundings files;
    private final YProvRun.Listener listener;
    private final Set<String> said = new HashSet<>();
    private long points;

    MetricMapping(Run run, Surroundings files, YProvRun.Listener listener) {
        this.run = run;
        this.files = files;
        this.listener = listener;
    }

    void say() throws IOException {
        for (Element metric : run.entities().filter(MetricMapping::isMetric).toList()) {
            say(metric);
        }
    }

    /** Points that were read. */
    long points() {
        return points;
    }

    static boolean isMetric(Element entity) {
        return entity.is("Metric") || entity.has("metric_value_list") || entity.has("context") && entity.has("source");
    }

    private void say(Element metric) throws IOException {
        String context = run.contextOf(metric);
        String name = metric.text("label", "name");
        name = unique(name.isEmpty() ? metric.name().replaceFirst("//.*", "") : Repairs.plain(name), context, metric);
        String path = Files.pathOf(metric);
        String id = Identifiers.metricSeries(run.id(), name, context);
        Statement.Builder series = Statement.entity(id)
                .run(run.id())
                .type(Profile.METRIC_SERIES, Profile.MLS_MODEL_EVALUATION)
                .with(Profile.PROV_LABEL, context.isEmpty() ? name : context + "/" + name)
                .with("mlp:name", name)
                .with("mlp:context", context.isEmpty() ? null : context)
                .with("mlp:source", metric.text("source").isEmpty() ? null : metric.text("source"))
                .with("prov:location", path.isEmpty() ? null : path);
        SeriesOfPoints read = new SeriesOfPoints(run.id(), id, listener);
        Optional<String> trouble = metric.has("metric_value_list") ? inline(metric, read) : files.points(path, read);
        trouble.ifPresent(why -> listener.note("metric " + metric.name() + ": " + why));
        read.end(series);
        points += read.count();
        listener.said(series.build());
        listener.said(Statement.relation(Kind.WAS_GENERATED_BY, id, Identifiers.run(run.id()))
                .run(run.id())
                .role("mlp:metric")
                .build());
    }

    /** Two series of one name and context would be one: the second goes by its id in the document, or by a number. */
    private String unique(String label, String context, Element metric) {
        String name = label;
        for (int i = 1; !said.add(context + '\0' + name); i++) {
            name = i == 1 ? metric.name() : metric.name() + "-" + i;
        }
        if (!name.equals(label)) {
            listener.note("metric " + metric.name() + ": another one is called " + label + " in its context; it is "
                    + name + " here");
        }
        return name;
    }

    /** Three printed lists of equal length. */
    private static Optional<String> inline(Element metric, SeriesOfPoints series) {
        String[] steps = list(metric.text("metric_epoch_list"));
        String[] values = list(metric.text("metric_value_list"));
        String[] times = list(metric.text("metric_timestamp_list"));
        if (steps.length != values.length || times.length != values.length) {
            return Optional.of("its lists have " + steps.length + " steps, " + values.length + " values and "
                    + times.length + " times; none is read");
        }
        int left = 0;
        for (int i = 0; i < values.length; i++) {
            Optional<Double> step = Repairs.number(steps[i]);
            Optional<Double> value = Repairs.number(values[i].replaceFirst("^np\\.float\\d+\\((.*)\\)$", "$1"));
            Optional<Double> time = Repairs.number(times[i]);
            if (step.isPresent() && value.isPresent() && time.isPresent()) {
                series.point(step.get().longValue(), time.get().longValue(), value.get());
            } else {
                left++;
            }
        }
        return left == 0 ? Optional.empty() : Optional.of(left + " points are no numbers and left out");
    }

    private static String[] list(String printed) {
        String items = Repairs.plain(printed).replaceAll("^\\[|]$", "").strip();
        return items.isEmpty() ? new String[0] : items.split(" *, *");
    }
}
