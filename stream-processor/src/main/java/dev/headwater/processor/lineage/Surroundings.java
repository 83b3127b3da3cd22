package dev.headwater.processor.lineage;

import dev.headwater.event.EnvironmentCaptured;
import dev.headwater.event.RunEvent;
import dev.headwater.event.SourceCaptured;
import dev.headwater.processor.state.RunState;
import dev.headwater.processor.state.Stamp;
import dev.headwater.prov.Identifiers;
import dev.headwater.prov.Kind;
import dev.headwater.prov.Profile;
import dev.headwater.prov.Statement;
import dev.headwater.prov.Value;
import java.util.List;
import java.util.TreeMap;

/** What a run executes and where: source code, environment. */
final class Surroundings {

    private Surroundings() {}

    static void source(RunState.Builder state, RunEvent event, SourceCaptured source, List<Statement> said) {
        String runId = state.getRunId();
        String id = code(runId, source);
        said.add(Statement.entity(id)
                .run(runId)
                .type(Profile.SOURCE_CODE)
                .with("mlp:repository", source.getRepository())
                .with("mlp:commit", source.getCommit())
                .with("mlp:dirty", Boolean.valueOf(source.getDirty()))
                .with("mlp:diffSha256", source.getDiffSha256())
                .build());
        Stamp stamp = Stamps.of(event);
        if (Stamps.earlier(stamp, state.getCodes().get(id))) {
            state.getCodes().put(id, stamp);
            said.add(Statement.relation(Kind.USED, Identifiers.run(runId), id)
                    .run(runId)
                    .role("mlp:code")
                    .with("mlp:branch", source.getBranch())
                    .with("mlp:entryPoint", source.getEntryPoint())
                    .build());
        }
        if (source.getAuthor() != null) {
            String author = Identifiers.user(account(source.getAuthor()));
            said.add(Statement.agent(author)
                    .run(runId)
                    .type(Profile.PROV_PERSON)
                    .with(Words.LABEL, source.getAuthor())
                    .build());
            said.add(Statement.relation(Kind.WAS_ATTRIBUTED_TO, id, author)
                    .run(runId)
                    .build());
        }
    }

    /** A person who commits under several names is known by the mail address, where {@code Name <mail>} gives one. */
    private static String account(String author) {
        int from = author.lastIndexOf('<');
        int to = author.lastIndexOf('>');
        return from >= 0 && from + 1 < to ? author.substring(from + 1, to) : author;
    }

    /** A working copy whose difference to its commit is unknown is like no other: it is this run's own. */
    private static String code(String runId, SourceCaptured source) {
        if (source.getCommit() == null) {
            return Identifiers.code(runId);
        } else if (!source.getDirty()) {
            return Identifiers.code(source.getCommit());
        }
        return Identifiers.code(source.getCommit(), source.getDiffSha256() == null ? runId : source.getDiffSha256());
    }

    static void environment(String runId, EnvironmentCaptured environment, List<Statement> said) {
        String id = Identifiers.environment(environment.getSha256());
        Statement.Builder entity = Statement.entity(id).run(runId).type(Profile.ENVIRONMENT);
        new TreeMap<>(environment.getFacts())
                .forEach((fact, value) -> entity.with("fact:" + fact, Value.ofScalar(value)));
        said.add(entity.with(Words.SHA256, environment.getSha256()).build());
        said.add(Statement.relation(Kind.USED, Identifiers.run(runId), id)
                .run(runId)
                .role("mlp:environment")
                .build());
    }
}
