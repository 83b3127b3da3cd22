package dev.headwater.processor.lineage;

import dev.headwater.anomaly.Anomaly;
import dev.headwater.anomaly.EvidencePoint;
import dev.headwater.processor.detect.Finding;
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
        boolean steps = !finding.series().hardware();
        return Anomaly.newBuilder()
                .setId(id(runId, finding))
                .setRunId(runId)
                .setExperiment(experiment)
                .setRule(finding.rule().name())
                .setRuleVersion(finding.rule().version())
                .setSeverity(finding.severity())
                .setState(finding.state())
                .setSeriesId(finding.series().id())
                .setName(finding.series().name())
                .setContext(finding.series().context())
                .setFirstStep(steps ? finding.firstStep() : null)
                .setLastStep(steps ? finding.lastStep() : null)
                .setWindowStart(Instant.ofEpochMilli(finding.windowStart()))
                .setWindowEnd(Instant.ofEpochMilli(finding.windowEnd()))
                .setDetectedAt(Instant.ofEpochMilli(finding.detectedAt()))
                .setScore(finding.score())
                .setExpected(finding.rule().expected())
                .setMessage(finding.message())
                .setEvidence(finding.evidence())
                .build();
    }

    public List<Statement> say(String runId, Finding finding) {
        String anomaly = id(runId, finding);
        String detection = Identifiers.detection(anomaly);
        String series = finding.series().id();
        String rule = Identifiers.rule(finding.rule().name(), finding.rule().version());
        String software = Identifiers.software(processor, version);
        List<Statement> said = new ArrayList<>();
        said.add(entity(anomaly, runId, finding));
        said.add(
                Statement.activity(detection).run(runId).type(Profile.DETECTION).build());
        said.add(Statement.relation(Kind.WAS_GENERATED_BY, anomaly, detection)
                .run(runId)
                .build());
        said.add(Statement.relation(Kind.USED, detection, series).run(runId).build());
        said.add(Statement.relation(Kind.WAS_ASSOCIATED_WITH, detection, software)
                .formal(Formal.PLAN, rule)
                .run(runId)
                .build());
        said.add(Statement.relation(Kind.WAS_DERIVED_FROM, anomaly, series)
                .formal(Formal.ACTIVITY, detection)
                .run(runId)
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
                .with("mlp:severity", finding.severity().name())
                .with("mlp:state", finding.state().name())
                .with("mlp:message", finding.message())
                .with("mlp:expected", finding.rule().expected())
                .with("mlp:score", finding.score());
        if (!finding.series().hardware()) {
            entity.with("mlp:firstStep", Long.valueOf(finding.firstStep()))
                    .with("mlp:lastStep", Long.valueOf(finding.lastStep()));
        }
        entity.with("mlp:detectedAt", Instant.ofEpochMilli(finding.detectedAt()))
                .with(Words.RUN_ID, runId);
        for (EvidencePoint point : finding.evidence()) {
            entity.with("mlp:evidence", words(point));
        }
        return entity.build();
    }

    private static String words(EvidencePoint point) {
        String where = point.getStep() == null
                ? Times.lexical(point.getTime())
                : "step " + point.getStep() + " at " + Times.lexical(point.getTime());
        return where + ": " + point.getValue();
    }

    private static String id(String runId, Finding finding) {
        return Identifiers.anomaly(
                runId, finding.rule().name(), finding.series().withinRun(), finding.ordinal());
    }
}
