package dev.headwater.processor.lineage;

import dev.headwater.processor.series.Series;
import dev.headwater.processor.series.SeriesName;
import dev.headwater.processor.series.Summary;
import dev.headwater.prov.Identifiers;
import dev.headwater.prov.Kind;
import dev.headwater.prov.Profile;
import dev.headwater.prov.Statement;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Series as statements: a summary that is said again as it grows, and relations that are said once. */
public final class SeriesStatements {

    private SeriesStatements() {}

    /** Rank error of the quantiles of more than 1,024 values is 1.33 % with 99 % confidence; see {@code Quantiles}. */
    public static Statement entity(String runId, Series said) {
        SeriesName series = said.name();
        Summary summary = said.summary();
        Statement.Builder entity = Statement.entity(series.id()).run(runId);
        if (series.hardware()) {
            entity.type(Profile.RESOURCE_SERIES)
                    .with("mlp:host", series.host())
                    .with("mlp:device", series.context())
                    .with("mlp:quantity", series.name())
                    .with("mlp:unit", series.unit())
                    .with(Words.COUNT, Long.valueOf(summary.count()));
        } else {
            entity.type(Profile.METRIC_SERIES, Profile.MLS_MODEL_EVALUATION)
                    .with(Words.LABEL, series.label())
                    .with(Words.NAME, series.name())
                    .with("mlp:context", series.context().isEmpty() ? null : series.context())
                    .with(Words.COUNT, Long.valueOf(summary.count()))
                    .with("mlp:nonFinite", Long.valueOf(summary.nonFinite()))
                    .with("mlp:firstStep", Long.valueOf(summary.firstStep()))
                    .with("mlp:lastStep", Long.valueOf(summary.lastStep()))
                    .with("mlp:minStep", Long.valueOf(summary.minStep()))
                    .with("mlp:maxStep", Long.valueOf(summary.maxStep()))
                    .with("mlp:stepsRepeated", Long.valueOf(summary.stepsRepeated()))
                    .with("mlp:stepsBack", Long.valueOf(summary.stepsBack()))
                    .with("mlp:stepsPerSecond", rate(summary.stepsPerSecond()))
                    .with("mlp:firstValue", Double.valueOf(summary.firstValue()));
        }
        entity.with("mlp:firstTime", Instant.ofEpochMilli(summary.firstTime()))
                .with("mlp:lastTime", Instant.ofEpochMilli(summary.lastTime()))
                .with("mlp:lastValue", Double.valueOf(summary.lastValue()))
                .with("mlp:pointsPerSecond", rate(summary.pointsPerSecond()));
        if (summary.finite() > 0) {
            entity.with("mlp:min", Double.valueOf(summary.min()))
                    .with("mlp:max", Double.valueOf(summary.max()))
                    .with("mlp:mean", Double.valueOf(summary.mean()))
                    .with("mlp:sum", series.addsUp() ? Double.valueOf(summary.sum()) : null);
        }
        said.quantiles().forEach((share, value) -> entity.with(quantile(share), value));
        return entity.build();
    }

    /** Such as mlp:p05 for a share of 0.05. */
    private static String quantile(double share) {
        long percent = Math.round(share * 100);
        return percent < 10 ? "mlp:p0" + percent : "mlp:p" + percent;
    }

    private static @Nullable Double rate(double perSecond) {
        return Double.isNaN(perSecond) ? null : perSecond;
    }

    public static List<Statement> relations(String runId, SeriesName series) {
        String run = Identifiers.run(runId);
        if (!series.hardware()) {
            return List.of(Statement.relation(Kind.WAS_GENERATED_BY, series.id(), run)
                    .run(runId)
                    .role("mlp:metric")
                    .build());
        }
        String sampler = Identifiers.sampler(runId, series.host());
        return List.of(
                Statement.relation(Kind.WAS_GENERATED_BY, series.id(), sampler)
                        .run(runId)
                        .role("mlp:sample")
                        .build(),
                Statement.activity(sampler)
                        .run(runId)
                        .type(Profile.SAMPLER)
                        .with(Words.LABEL, "hardware of " + series.host())
                        .build(),
                Relations.startedBy(runId, sampler, run),
                Beginning.computeNode(runId, series.host()),
                Statement.relation(Kind.USED, sampler, Identifiers.host(series.host()))
                        .run(runId)
                        .role("mlp:host")
                        .build());
    }
}
