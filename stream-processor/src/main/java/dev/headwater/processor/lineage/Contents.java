package dev.headwater.processor.lineage;

import dev.headwater.event.ArtifactDirection;
import dev.headwater.event.ArtifactKind;
import dev.headwater.event.ArtifactLogged;
import dev.headwater.event.DatasetUsed;
import dev.headwater.event.RunEvent;
import dev.headwater.processor.state.Content;
import dev.headwater.processor.state.RunState;
import dev.headwater.processor.state.Stamp;
import dev.headwater.prov.Formal;
import dev.headwater.prov.Identifiers;
import dev.headwater.prov.Kind;
import dev.headwater.prov.Profile;
import dev.headwater.prov.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a run reads and writes, and what was made from what. */
final class Contents {

    private Contents() {}

    static void dataset(RunState.Builder state, RunEvent event, DatasetUsed used, List<Statement> said) {
        String runId = state.getRunId();
        String id = identify(used.getSha256(), used.getUri(), "dataset/" + used.getName());
        Content content = content(state, id, used.getSha256(), used.getUri());
        addTypes(content, List.of(Profile.DATASET, Profile.MLS_DATASET));
        Content.Builder known = Content.newBuilder(content);
        if (used.getBytes() != null) {
            known.setBytes(used.getBytes());
        }
        if (used.getRows() != null) {
            known.setRows(used.getRows());
        }
        if (used.getSchemaSha256() != null) {
            known.setSchemaSha256(used.getSchemaSha256());
        }
        known.setSourceSince(Beginning.earliest(
                content.getSourceSince(), event.getOccurredAt().toEpochMilli()));
        say(state, id, known.build(), said);
        String series = Identifiers.dataset(used.getName());
        said.add(Statement.entity(series)
                .run(runId)
                .type(Profile.DATASET_SERIES)
                .with(Words.LABEL, used.getName())
                .build());
        said.add(Statement.relation(Kind.SPECIALIZATION_OF, id, series)
                .run(runId)
                .build());
        String role = Words.role(used.getRole(), "dataset");
        use(state, event, id, role, Occasion.of(used), said);
        Derivations.fromSource(state, id, said);
        if (used.getRevisionOf() != null) {
            String before = Identifiers.content(used.getRevisionOf());
            say(state, before, former(state, before, used.getRevisionOf()), said);
            said.add(Statement.relation(Kind.SPECIALIZATION_OF, before, series)
                    .run(runId)
                    .build());
            Derivations.ofRevision(state, id, before, said);
        }
    }

    /** A version of a dataset that is only known to have been there. */
    private static Content former(RunState.Builder state, String id, String sha256) {
        Content former = content(state, id, sha256, null);
        addTypes(former, List.of(Profile.DATASET, Profile.MLS_DATASET));
        return former;
    }

    /** A model that was made somewhere, here or in another run. @return its id; empty when nothing identifies it */
    static Optional<String> model(
            RunState.Builder state,
            @Nullable String sha256,
            @Nullable String uri,
            @Nullable Long bytes,
            List<Statement> said) {
        if (sha256 == null && (uri == null || uri.isEmpty())) {
            return Optional.empty();
        }
        String id = identify(sha256, uri, "");
        Content content = content(state, id, sha256, uri);
        addTypes(content, types(ArtifactKind.MODEL));
        Content.Builder known = Content.newBuilder(content);
        if (bytes != null) {
            known.setBytes(bytes);
        }
        say(state, id, known.build(), said);
        return Optional.of(id);
    }

    static void artifact(RunState.Builder state, RunEvent event, ArtifactLogged artifact, List<Statement> said) {
        String id =
                identify(artifact.getSha256(), artifact.getUri(), "run/" + state.getRunId() + "/" + artifact.getName());
        Content content = content(state, id, artifact.getSha256(), artifact.getUri());
        addTypes(content, types(artifact.getKind()));
        Content.Builder known = Content.newBuilder(content);
        if (artifact.getBytes() != null) {
            known.setBytes(artifact.getBytes());
        }
        boolean trained = artifact.getKind() != ArtifactKind.FILE;
        boolean input = artifact.getDirection() == ArtifactDirection.INPUT;
        long occurredAt = event.getOccurredAt().toEpochMilli();
        if (trained && input) {
            known.setSourceSince(Beginning.earliest(content.getSourceSince(), occurredAt));
        } else if (trained) {
            known.setResultSince(Beginning.earliest(content.getResultSince(), occurredAt));
            Long until = content.getResultUntil();
            known.setResultUntil(until == null ? occurredAt : Math.max(until, occurredAt));
        }
        String role = Words.role(artifact.getRole(), plainRole(artifact.getKind()));
        say(state, id, known.build(), said);
        if (input) {
            use(state, event, id, role, Occasion.of(artifact), said);
        } else {
            Generations.say(state, event, id, role, artifact, said);
        }
        if (artifact.getKind() == ArtifactKind.CHECKPOINT && !input) {
            Derivations.ofNextCheckpoint(state, event, id, said);
        }
        if (trained && input) {
            Derivations.fromSource(state, id, said);
        } else if (trained) {
            Derivations.ofResult(state, id, said);
        }
    }

    private static void use(
            RunState.Builder state, RunEvent event, String id, String role, Occasion occasion, List<Statement> said) {
        Map<String, Stamp> usedAs = known(state, id).getUsedAs();
        Stamp stamp = Stamps.of(event);
        if (!Stamps.earlier(stamp, usedAs.get(role))) {
            return;
        }
        usedAs.put(role, stamp);
        said.add(occasion.on(Statement.relation(Kind.USED, Identifiers.run(state.getRunId()), id)
                        .time(Formal.TIME, event.getOccurredAt())
                        .run(state.getRunId())
                        .role(role))
                .build());
    }

    /** Only what the content itself decides is said of it: other runs say the same of the same bytes. */
    private static void say(RunState.Builder state, String id, Content content, List<Statement> said) {
        state.getContents().put(id, content);
        said.add(Statement.entity(id)
                .run(state.getRunId())
                .type(content.getTypes().toArray(String[]::new))
                .with(Words.SHA256, content.getSha256())
                .with(Words.URI, content.getSha256() == null ? content.getUri() : null)
                .with(Words.BYTES, content.getBytes())
                .with(Words.ROWS, content.getRows())
                .with("mlp:schemaSha256", content.getSchemaSha256())
                .build());
    }

    static Content known(RunState.Builder state, String id) {
        Content content = state.getContents().get(id);
        if (content == null) {
            throw new IllegalStateException("content " + id + " was not said before it was used");
        }
        return content;
    }

    private static Content content(RunState.Builder state, String id, @Nullable String sha256, @Nullable String uri) {
        Content known = state.getContents().get(id);
        return known != null
                ? known
                : Content.newBuilder()
                        .setTypes(new ArrayList<>())
                        .setSha256(sha256)
                        .setUri(uri)
                        .setUsedAs(new HashMap<>())
                        .setGeneratedIn(new HashMap<>())
                        .build();
    }

    private static void addTypes(Content content, List<String> types) {
        for (String type : types) {
            if (!content.getTypes().contains(type)) {
                content.getTypes().add(type);
                content.getTypes().sort(null);
            }
        }
    }

    private static List<String> types(ArtifactKind kind) {
        return switch (kind) {
            case FILE -> List.of(Profile.ARTIFACT);
            case CHECKPOINT -> List.of(Profile.ARTIFACT, Profile.CHECKPOINT, Profile.MLS_MODEL);
            case MODEL -> List.of(Profile.ARTIFACT, Profile.MODEL, Profile.MLS_MODEL);
        };
    }

    private static String plainRole(ArtifactKind kind) {
        return switch (kind) {
            case FILE -> "artifact";
            case CHECKPOINT -> "checkpoint";
            case MODEL -> "model";
        };
    }

    private static String identify(@Nullable String sha256, @Nullable String uri, String otherwise) {
        if (sha256 != null) {
            return Identifiers.content(sha256);
        }
        return Identifiers.reference(uri == null || uri.isEmpty() ? otherwise : uri);
    }
}
