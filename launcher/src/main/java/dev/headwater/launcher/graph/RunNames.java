package dev.headwater.launcher.graph;

import dev.headwater.launcher.CommandFailure;
import dev.headwater.launcher.Invocation;
import dev.headwater.prov.Identifiers;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Finds the run that a person means: by id, by its name if only one run has it, or by the beginning of its id. */
public final class RunNames {

    /** A run that a reference may mean. */
    public record Candidate(String runId, String name, String experiment) {

        @Override
        public String toString() {
            return runId
                    + (name.isEmpty() ? "" : " (" + name + ")")
                    + (experiment.isEmpty() ? "" : " of " + experiment);
        }
    }

    private static final int MOST = 200;
    private static final int SHOWN = 10;

    private final Graph graph;

    public RunNames(Graph graph) {
        this.graph = graph;
    }

    /**
     * @return the id of the run
     * @throws CommandFailure when there is none, or several
     */
    public String find(String reference) {
        List<Candidate> candidates = graph
                .ask(
                        "MATCH (r:Run) WHERE r.id STARTS WITH $prefix OR r.name = $reference"
                                + " RETURN r.runId AS runId, coalesce(r.name, '') AS name,"
                                + " coalesce(r.experiment, '') AS experiment, r.id = $prefix AS exact"
                                + " ORDER BY exact DESC, r.name = $reference DESC, r.startTime DESC LIMIT " + MOST,
                        Map.of("reference", reference, "prefix", Identifiers.run(reference)))
                .stream()
                .map(row -> new Candidate(
                        row.get("runId").asString(""),
                        row.get("name").asString(),
                        row.get("experiment").asString()))
                .toList();
        return choose(reference, candidates);
    }

    /** @param candidates all runs whose id begins with the reference or whose name it is */
    static String choose(String reference, List<Candidate> candidates) {
        for (Candidate candidate : candidates) {
            if (candidate.runId().equals(reference)) {
                return reference;
            }
        }
        List<Candidate> named = candidates.stream()
                .filter(candidate -> candidate.name().equals(reference))
                .toList();
        List<Candidate> meant = named.isEmpty() ? candidates : named;
        if (meant.size() == 1) {
            return meant.get(0).runId();
        }
        if (meant.isEmpty()) {
            throw new CommandFailure(
                    "no run \"" + reference + "\": `" + Invocation.of("runs") + "` lists those that are known");
        }
        String list = meant.stream().limit(SHOWN).map(Candidate::toString).collect(Collectors.joining(", "));
        throw new CommandFailure(
                "\"" + reference + "\" may be one of " + meant.size() + (meant.size() >= MOST ? " or more" : "")
                        + " runs, give more of its id: " + list + (meant.size() > SHOWN ? ", …" : ""));
    }
}
