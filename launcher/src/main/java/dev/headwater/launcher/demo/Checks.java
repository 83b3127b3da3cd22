package dev.headwater.launcher.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.neo4j.driver.Record;

/** Whether all that the demo promises was really found; what is missing, in words. */
record Checks(List<String> missing) {

    private static final Map<String, String> ANCESTRY = Map.of(
            "Dataset", "A's dataset",
            "Configuration", "A's configuration",
            "SourceCode", "A's source code",
            "Environment", "A's environment",
            "Person", "A's actor");

    /** @param lineage what {@link Lineage#QUERY} answers */
    static Checks of(List<Record> runs, List<Record> findings, List<Record> lineage) {
        List<String> missing = new ArrayList<>();
        Map<String, Record> byName = runs.stream()
                .collect(Collectors.toMap(
                        run -> run.get("name").asString(""), Function.identity(), (one, other) -> one));
        run(byName, "A", "FINISHED", missing);
        run(byName, "B", "FAILED", missing);
        if (findings.stream()
                .noneMatch(finding -> finding.get("rule").asString("").equals("non-finite"))) {
            missing.add("the finding non-finite on run B");
        }
        if (lineage.isEmpty()) {
            missing.add("the way from run B to the checkpoint that A generated");
        } else {
            Set<String> kinds = Lineage.kinds(lineage);
            ANCESTRY.forEach((kind, words) -> {
                if (!kinds.contains(kind)) {
                    missing.add(words);
                }
            });
        }
        return new Checks(missing);
    }

    boolean passed() {
        return missing.isEmpty();
    }

    private static void run(Map<String, Record> runs, String name, String status, List<String> missing) {
        Record run = runs.get(name);
        if (run == null) {
            missing.add("run " + name);
            return;
        }
        if (!run.get("status").asString("").equals(status)) {
            missing.add("status " + status + " of run " + name + " (it is "
                    + run.get("status").asString("none") + ")");
        }
        long expected = run.get("pointsExpected").asLong(-1);
        long received = run.get("pointsReceived").asLong(-2);
        if (!run.get("complete").asBoolean(false) || expected <= 0 || expected != received) {
            missing.add("completeness of run " + name + " (" + received + " of " + expected + " points)");
        }
    }
}
