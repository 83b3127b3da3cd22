package dev.headwater.benchmarks.graph;

import dev.headwater.prov.Identifiers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Runs of a large team over years, with the labels, ids and relationships that the sink writes. Each goes on from the model of
 * an earlier run, one in five from those of two, but for the first of every hundred, which begin anew. Data, code,
 * environments, hosts and people are shared: a version of a dataset has hundreds of readers.
 */
final class ManyRuns {

    private static final int HOSTS = 200;
    private static final int PEOPLE = 50;
    private static final int ENVIRONMENTS = 300;
    private static final int COMMITS = 2_000;
    private static final int DATASETS = 400;

    private static final int FRESH = 100;
    private static final int RECENT = 2_000;
    private static final long BEGIN = 1_700_000_000_000L;
    private static final long PACE = 300_000;

    private final List<RunShape> shapes;
    private final List<String> codes = codes();
    private final List<String> environments = environments();
    private final List<String> hosts = hosts();
    private final List<String> datasets = datasets();
    private final List<String> people = people();

    ManyRuns(List<RunShape> shapes) {
        this.shapes = shapes;
    }

    static String runId(int run) {
        return "r%06d".formatted(run);
    }

    /** SHA-256 as it looks; unlike for each thing. */
    static String digest(char kind, int number) {
        return "%c%063x".formatted(kind, number);
    }

    static String model(int run) {
        return Identifiers.content(digest('a', run));
    }

    static List<String> codes() {
        return ids(COMMITS, i -> Identifiers.code("%040x".formatted(i)));
    }

    static List<String> environments() {
        return ids(ENVIRONMENTS, i -> Identifiers.environment(digest('e', i)));
    }

    static List<String> hosts() {
        return ids(HOSTS, i -> Identifiers.host("node-" + i));
    }

    static List<String> datasets() {
        return ids(DATASETS, i -> Identifiers.content(digest('d', i)));
    }

    static List<String> people() {
        return ids(PEOPLE, i -> Identifiers.user("user-" + i));
    }

    private static List<String> ids(int count, IntFunction<String> id) {
        return IntStream.range(0, count).mapToObj(id).toList();
    }

    /** What a run takes its ancestors from: earlier runs, none for those that begin anew. */
    List<Integer> parents(int run) {
        if (run % FRESH == 0 || run == 0) {
            return List.of();
        }
        Random random = new Random(run);
        int from = Math.max(0, run - RECENT);
        int one = from + random.nextInt(run - from);
        int other = from + random.nextInt(run - from);
        return random.nextInt(5) == 0 && one != other ? List.of(one, other) : List.of(one);
    }

    /** One run as a row of the query that writes it. */
    Map<String, Object> row(int run) {
        Random random = new Random(-run - 1L);
        RunShape shape = shapes.get(random.nextInt(shapes.size()));
        String id = runId(run);
        int newest = Math.max(2, DATASETS * (run + 1) / 100_000);
        Map<String, Object> row = new HashMap<>();
        row.put("id", id);
        row.put("begin", BEGIN + run * PACE);
        row.put("experiment", "experiment-" + run / 1_000);
        row.put("code", codes.get(random.nextInt(COMMITS)));
        row.put("environment", environments.get(random.nextInt(ENVIRONMENTS)));
        row.put("host", hosts.get(random.nextInt(HOSTS)));
        row.put("person", people.get(random.nextInt(PEOPLE)));
        int train = random.nextInt(Math.min(newest, DATASETS));
        row.put("train", datasets.get(train));
        row.put("test", datasets.get((train + 1) % DATASETS));
        row.put("config", shape.params());
        row.put("points", shape.points());
        row.put("series", shape.series());
        row.put("values", random.doubles(shape.series().size()).boxed().toList());
        row.put("sha256", digest('a', run));
        row.put(
                "checkpoints",
                IntStream.range(0, 2).mapToObj(i -> digest('c', 2 * run + i)).toList());
        List<String> parents = new ArrayList<>();
        parents(run).forEach(parent -> parents.add(model(parent)));
        row.put("parents", parents);
        return row;
    }
}
