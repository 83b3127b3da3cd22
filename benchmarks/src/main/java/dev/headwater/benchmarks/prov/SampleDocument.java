package dev.headwater.benchmarks.prov;

import dev.headwater.prov.Formal;
import dev.headwater.prov.Identifiers;
import dev.headwater.prov.Kind;
import dev.headwater.prov.Statement;
import dev.headwater.prov.Value;
import dev.headwater.sink.prov.ProvJsonWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/** Statements as runs have them: two in five are elements with a handful of attributes, the others relations with a role and a time. */
final class SampleDocument {

    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final int SERIES = 8;

    private final List<Statement> statements;

    private SampleDocument(List<Statement> statements) {
        this.statements = statements;
    }

    /** @param runs of which each has 27 statements */
    static SampleDocument of(int runs) {
        Random random = new Random(1);
        List<Statement> all = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            run(i, random, all);
        }
        all.sort(Comparator.comparing(Statement::kind));
        return new SampleDocument(List.copyOf(all));
    }

    private static void run(int number, Random random, List<Statement> all) {
        String id = HexFormat.of().toHexDigits(random.nextLong());
        String run = Identifiers.run(id);
        Instant begun = BEGIN.plusSeconds(60L * number);
        all.add(Statement.activity(run)
                .type("mlp:Run", "mls:Run")
                .time(Formal.START_TIME, begun)
                .time(Formal.END_TIME, begun.plusSeconds(3_600))
                .with("mlp:name", "run " + number)
                .with("mlp:status", "FINISHED")
                .with("mlp:worldSize", 4L)
                .build());
        String config = Identifiers.configuration(id);
        all.add(Statement.entity(config)
                .type("mlp:Configuration", "prov:Plan")
                .with("param:lr", random.nextDouble())
                .with("param:batch_size", (long) (1 << random.nextInt(10)))
                .with("param:optimizer", "adamw")
                .build());
        all.add(Statement.relation(Kind.USED, run, config)
                .time(Formal.TIME, begun)
                .role("mlp:config")
                .build());
        for (int i = 0; i < SERIES; i++) {
            String series = Identifiers.metricSeries(id, "metric" + i, "train");
            all.add(Statement.entity(series)
                    .type("mlp:MetricSeries", "mls:ModelEvaluation")
                    .with("mlp:name", "metric" + i)
                    .with("mlp:count", 10_000L)
                    .with("mlp:min", random.nextDouble())
                    .with("mlp:max", 1 + random.nextDouble())
                    .with("mlp:last", random.nextGaussian())
                    .build());
            all.add(Statement.relation(Kind.WAS_GENERATED_BY, series, run)
                    .time(Formal.TIME, begun.plusSeconds(i))
                    .build());
            all.add(Statement.relation(Kind.WAS_ATTRIBUTED_TO, series, "user:alice")
                    .with("mlp:weight", Value.of(0.5))
                    .build());
        }
    }

    /** @return statements that there are */
    long write(OutputStream out) throws IOException {
        try (ProvJsonWriter writer = new ProvJsonWriter(out)) {
            for (Statement statement : statements) {
                writer.write(statement);
            }
            return statements.size();
        }
    }
}
