package dev.headwater.processor.lineage;

import dev.headwater.anomaly.Anomaly;
import dev.headwater.anomaly.EvidencePoint;
import dev.headwater.processor.detect.Finding;
import dev.headwater.processor.series.SeriesName;
import dev.headwater.prov.Formal;
import dev.headwater.prov.Identifiers;
import dev.headwater.prov.Kind;
import dev.headwater.prov.Profile;
import dev.headwater.prov.Statement;
import dev.headwater.prov.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Findings as records for whoever listens, and as statements: what was found, by which rule, in which series. */
public final class FindingStatements {

    private final String processor;
    private final String version;

    /**
     * @param processor name of the software that detects
     * @param version its version
     */
    public FindingStatements(String processor, String version) {
        this.processor = processor;
        this.version = version;
    }

    public static Anomaly anomaly(String runId, @Nullable String experiment, Finding finding) {
        SeriesName series = finding.subject().series();
        boolean located = finding.first().offset() >= 0;
        return Anomaly.newBuilder()
                .setId(id(runId, finding))
                .setRunId(runId)
                .setExperiment(experiment)
                .setRule(finding.rule().name())
                .setRuleVersion(finding.rule().version())
                .setRuleSettings(
                        finding.rule().settings().isEmpty()
                                ? null
                                : finding.rule().settings())
                .setSeverity(finding.severity())
                .setState(finding.state())
                .setSeriesId(series == null ? null : series.id())
                .setName(series == null ? null : series.name())
                .setContext(series == null ? null : series.context())
                .setSubject(finding.subject().label())
                .setFirstStep(finding.firstStep())
                .setLastStep(finding.lastStep())
                .setWindowStart(Instant.ofEpochMilli(finding.windowStart()))
                .setWindowEnd(Instant.ofEpochMilli(finding.windowEnd()))
                .setDetectedAt(Instant.ofEpochMilli(finding.detectedAt()))
                .setScore(finding.score())
                .setExpected(finding.rule().expected())
                .setMessage(finding.message())
                .setEvidence(finding.evidence())
                .setTopic(located ? finding.first().topic() : null)
                .setPartition(located ? finding.first().partition() : null)
                .setFirstOffset(located ? finding.first().offset() : null)
                .setLastOffset(located ? finding.last().offset() : null)
                .build();
    }

    public List<Statement> say(String runId, Finding finding) {
        String anomaly = id(runId, finding);
        String detection = Identifiers.detection(anomaly);
        String rule = Identifiers.rule(
                finding.rule().name(), finding.rule().version(), finding.rule().settings());
        String software = Identifiers.software(processor, version);
        List<Statement> said = new ArrayList<>();
        said.add(entity(anomaly, runId, finding));
        said.add(
                Statement.activity(detection).run(runId).type(Profile.DETECTION).build());
        said.add(Statement.relation(Kind.WAS_GENERATED_BY, anomaly, detection)
                .run(runId)
                .role("mlp:finding")
                .build());
        for (String used : finding.subject().used()) {
            said.add(Statement.relation(Kind.USED, detection, used)
                    .run(runId)
                    .role("mlp:evidence")
                    .build());
            said.add(Statement.relation(Kind.WAS_DERIVED_FROM, anomaly, used)
                    .formal(Formal.ACTIVITY, detection)
                    .run(runId)
                    .build());
        }
        said.add(Statement.relation(Kind.WAS_ASSOCIATED_WITH, detection, software)
                .formal(Formal.PLAN, rule)
                .run(runId)
                .role("mlp:detector")
                .build());
        said.add(Statement.entity(rule)
                .run(runId)
                .type(Profile.RULE, Profile.PROV_PLAN)
                .with(Words.LABEL, finding.rule().name())
                .with("mlp:expected", finding.rule().expected())
                .build());
        said.add(Statement.agent(software)
                .run(runId)
                .type(Profile.PROV_SOFTWARE_AGENT)
                .with(Words.LABEL, processor + " " + version)
                .build());
        return said;
    }

    private static Statement entity(String anomaly, String runId, Finding finding) {
        Statement.Builder entity = Statement.entity(anomaly)
                .run(runId)
                .type(Profile.ANOMALY)
                .with(Words.LABEL, finding.message())
                .with("mlp:rule", finding.rule().name())
                .with("mlp:ruleVersion", Long.valueOf(finding.rule().version()))
                .with(
                        "mlp:ruleSettings",
                        finding.rule().settings().isEmpty()
                                ? null
                                : finding.rule().settings())
                .with("mlp:severity", finding.severity().name())
                .with("mlp:state", finding.state().name())
                .with("mlp:subject", finding.subject().label())
                .with("mlp:message", finding.message())
                .with("mlp:expected", finding.rule().expected())
                .with("mlp:score", finding.score())
                .with("mlp:firstStep", finding.firstStep())
                .with("mlp:lastStep", finding.lastStep())
                .with("mlp:windowStart", Instant.ofEpochMilli(finding.windowStart()))
                .with("mlp:windowEnd", Instant.ofEpochMilli(finding.windowEnd()))
                .with("mlp:detectedAt", Instant.ofEpochMilli(finding.detectedAt()))
                .with(Words.RUN_ID, runId);
        if (finding.first().offset() >= 0) {
            entity.with("mlp:topic", finding.first().topic())
                    .with("mlp:partition", Long.valueOf(finding.first().partition()))
                    .with("mlp:firstOffset", Long.valueOf(finding.first().offset()))
                    .with("mlp:lastOffset", Long.valueOf(finding.last().offset()));
        }
        for (EvidencePoint point : finding.evidence()) {
            entity.with("mlp:evidence", words(point));
        }
        return entity.build();
    }

    private static String words(EvidencePoint point) {
        String where = point.getStep() == null
                ? Times.lexical(point.getTime())
                : "step " + point.getStep() + " at " + Times.lexical(point.getTime());
        String series = point.getSeries() == null ? "" : point.getSeries() + " ";
        return series + where + ": " + point.getValue();
    }

    private static String id(String runId, Finding finding) {
        return Identifiers.anomaly(
                runId, finding.rule().name(), finding.subject().withinRun(), finding.ordinal());
    }
}
