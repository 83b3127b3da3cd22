package dev.headwater.processor.lineage;

import dev.headwater.event.ArtifactLogged;
import dev.headwater.event.DatasetUsed;
import dev.headwater.event.DeploymentLogged;
import dev.headwater.event.EnvironmentCaptured;
import dev.headwater.event.Heartbeat;
import dev.headwater.event.JournalDamaged;
import dev.headwater.event.ModelRegistered;
import dev.headwater.event.ParamsLogged;
import dev.headwater.event.PhaseLogged;
import dev.headwater.event.PointsThinned;
import dev.headwater.event.RunEnded;
import dev.headwater.event.RunEvent;
import dev.headwater.event.RunStarted;
import dev.headwater.event.SourceCaptured;
import dev.headwater.event.TagsSet;
import dev.headwater.processor.state.RunState;
import dev.headwater.processor.state.Stamp;
import dev.headwater.processor.state.StampedScalar;
import dev.headwater.processor.state.StampedText;
import dev.headwater.prov.Statement;
import dev.headwater.schemas.wire.TrustedRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Run events to PROV statements. What is said in the end is a function of the set of events: where two of them
 * contradict each other, the time of the event decides, never the order of arrival.
 */
public final class LineageMapper {

    static {
        TrustedRecords.trust();
    }

    private LineageMapper() {}

    /** The state of a run of which nothing is known. */
    public static RunState unknown(String runId) {
        return RunState.newBuilder().setRunId(runId).build();
    }

    /** @throws IllegalArgumentException when the event says something that is no valid statement */
    public static Mapped apply(RunState before, RunEvent event) {
        Object payload = event.getPayload();
        List<Statement> said = new ArrayList<>();
        if (payload instanceof Heartbeat || payload instanceof PointsThinned || payload instanceof JournalDamaged) {
            return new Mapped(before, said, false);
        }
        RunState.Builder state = RunState.newBuilder(before);
        if (payload instanceof RunStarted start) {
            Beginning.apply(state, event, start, said);
        } else if (payload instanceof ParamsLogged logged) {
            if (addParams(state, event, logged)) {
                ConfigurationStatements.say(state.getRunId(), state.getParams(), said);
            }
        } else if (payload instanceof TagsSet set) {
            addTags(state, event, set);
        } else if (payload instanceof DatasetUsed used) {
            Contents.dataset(state, event, used, said);
        } else if (payload instanceof ArtifactLogged artifact) {
            Contents.artifact(state, event, artifact, said);
        } else if (payload instanceof SourceCaptured source) {
            Surroundings.source(state, event, source, said);
        } else if (payload instanceof EnvironmentCaptured environment) {
            Surroundings.environment(state.getRunId(), environment, said);
            addFacts(state.getFacts(), event, environment.getRunFacts());
        } else if (payload instanceof PhaseLogged phase) {
            Phases.apply(state, phase, said);
        } else if (payload instanceof ModelRegistered model) {
            Services.register(state, event, model, said);
        } else if (payload instanceof DeploymentLogged deployment) {
            Services.deploy(state, event, deployment, said);
        } else if (!(payload instanceof RunEnded)) {
            throw new IllegalArgumentException("a run event carries a "
                    + payload.getClass().getSimpleName() + ", which has no meaning in the lineage yet");
        }
        boolean runChanged = payload instanceof RunStarted
                || payload instanceof TagsSet
                || payload instanceof EnvironmentCaptured
                || payload instanceof RunEnded;
        return new Mapped(state.build(), said, runChanged);
    }

    private static boolean addParams(RunState.Builder state, RunEvent event, ParamsLogged logged) {
        boolean first = state.getParams().isEmpty();
        return addScalars(state.getParams(), event, logged.getParams()) || first;
    }

    /** Of what several ranks say of a run, the lowest rank is believed; of what it says again, the last. */
    private static void addFacts(Map<String, StampedScalar> known, RunEvent event, Map<String, Object> said) {
        said.forEach((name, value) -> {
            StampedScalar before = known.get(name);
            int rank = before == null ? Integer.MAX_VALUE : before.getStamp().getRank();
            if (event.getRank() < rank) {
                known.put(name, new StampedScalar(value, Stamps.of(event)));
            } else if (event.getRank() == rank) {
                addScalars(known, event, Map.of(name, value));
            }
        });
    }

    private static boolean addScalars(Map<String, StampedScalar> known, RunEvent event, Map<String, Object> said) {
        Stamp stamp = Stamps.of(event);
        boolean changed = false;
        for (Map.Entry<String, Object> scalar : said.entrySet()) {
            StampedScalar before = known.get(scalar.getKey());
            if (Stamps.later(stamp, before == null ? null : before.getStamp())) {
                known.put(scalar.getKey(), new StampedScalar(scalar.getValue(), stamp));
                changed = true;
            }
        }
        return changed;
    }

    private static void addTags(RunState.Builder state, RunEvent event, TagsSet set) {
        Map<String, StampedText> tags = state.getTags();
        set.getTags().forEach((key, text) -> {
            StampedText known = tags.get(key);
            if (Stamps.later(Stamps.of(event), known == null ? null : known.getStamp())) {
                tags.put(key, new StampedText(text, Stamps.of(event)));
            }
        });
    }
}
