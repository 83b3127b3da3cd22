package dev.headwater.sink.prov;

import static dev.headwater.prov.Formal.*;
import static dev.headwater.prov.Kind.*;

import dev.headwater.prov.Formal;
import dev.headwater.prov.Identifiers;
import dev.headwater.prov.Profile;
import dev.headwater.prov.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The statements of two runs as the processor makes them: A saves a checkpoint, B goes on from it and fails. */
public final class TwoRuns {

    public static final String A = "run-a";
    public static final String B = "run-b";
    public static final String CHECKPOINT = Identifiers.content("c".repeat(64));
    public static final String DATASET = Identifiers.content("d".repeat(64));

    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    private final List<Statement> said = new ArrayList<>();

    private TwoRuns() {}

    /** All statements, run by run. */
    public static List<Statement> statements() {
        TwoRuns two = new TwoRuns();
        two.run(A, START, "FINISHED");
        two.trainsOn(A);
        two.saves(A);
        two.run(B, START.plusSeconds(60), "FAILED");
        two.trainsOn(B);
        two.resumesFrom(B);
        two.hasFinding(B);
        return List.copyOf(two.said);
    }

    /** Those that are said in the lineage of one run. */
    public static List<Statement> of(String run) {
        return statements().stream()
                .filter(statement -> run.equals(statement.runId()))
                .toList();
    }

    private void run(String run, Instant start, String status) {
        String id = Identifiers.run(run);
        String record = Identifiers.record(run);
        String config = Identifiers.configuration(run);
        String experiment = Identifiers.experiment("digits");
        String user = Identifiers.user("ada");
        String collector = Identifiers.software("headwater-agent", "0.1.0");
        String host = Identifiers.host("node-1");
        String sampler = Identifiers.sampler(run, "node-1");
        String series = Identifiers.metricSeries(run, "loss", "train");
        String resource = Identifiers.resourceSeries(run, "node-1", "cpu", "utilisation");
        add(Statement.activity(id)
                .run(run)
                .type(Profile.RUN, Profile.MLS_RUN)
                .time(START_TIME, start)
                .time(END_TIME, start.plusSeconds(50))
                .with("prov:label", run)
                .with("mlp:runId", run)
                .with("mlp:name", "digits " + run)
                .with("mlp:experiment", "digits")
                .with("mlp:status", status)
                .with("mlp:commandLine", "java -jar \"train.jar\" --x='1'\n")
                .with("mlp:worldSize", 1L)
                .with("mlp:complete", true)
                .with("mlp:pointsExpected", 120L)
                .with("mlp:pointsReceived", 120L)
                .with("tag:team", "vision & co"));
        add(Statement.entity(experiment)
                .run(run)
                .type(Profile.EXPERIMENT, Profile.PROV_COLLECTION, Profile.MLS_STUDY)
                .with("prov:label", "digits"));
        add(Statement.entity(record).run(run).type(Profile.RUN_RECORD).with("mlp:profileVersion", Profile.VERSION));
        add(Statement.relation(HAD_MEMBER, experiment, record).run(run));
        add(Statement.relation(WAS_GENERATED_BY, record, id).run(run).role("mlp:record"));
        add(Statement.agent(collector)
                .run(run)
                .type(Profile.PROV_SOFTWARE_AGENT)
                .with("prov:label", "headwater-agent 0.1.0"));
        add(Statement.relation(WAS_ATTRIBUTED_TO, record, collector).run(run));
        add(Statement.entity(Identifiers.record(run, 0))
                .run(run)
                .type(Profile.RANK_RECORD)
                .with("mlp:rank", 0L)
                .with("mlp:complete", true)
                .with("mlp:metricPointsExpected", 120L)
                .with("mlp:metricPointsReceived", 120L));
        add(Statement.relation(WAS_DERIVED_FROM, record, Identifiers.record(run, 0))
                .run(run));
        add(Statement.entity(config)
                .run(run)
                .type(Profile.CONFIGURATION, Profile.PROV_PLAN)
                .with("param:lr", 1e-5)
                .with("param:epochs", 30L)
                .with("param:optimizer.name", "sgd")
                .with("param:nesterov", false)
                .with("param:weird name (%)", "déjà vu")
                .with("mlp:sha256", "e".repeat(64)));
        add(Statement.relation(USED, id, config).run(run).role("mlp:config").time(TIME, start));
        add(Statement.agent(user).run(run).type(Profile.PROV_PERSON).with("prov:label", "ada"));
        add(Statement.relation(WAS_ASSOCIATED_WITH, id, user)
                .run(run)
                .formal(PLAN, config)
                .role("mlp:operator"));
        add(Statement.relation(ACTED_ON_BEHALF_OF, collector, user).run(run).formal(Formal.ACTIVITY, id));
        add(Statement.entity(host).run(run).type(Profile.COMPUTE_NODE).with("prov:label", "node-1"));
        add(Statement.relation(USED, id, host).run(run).role("mlp:host"));
        add(Statement.entity(series)
                .run(run)
                .type(Profile.METRIC_SERIES, Profile.MLS_MODEL_EVALUATION)
                .with("prov:label", "train/loss")
                .with("mlp:name", "loss")
                .with("mlp:count", 120L)
                .with("mlp:firstValue", 2.3)
                .with("mlp:lastValue", run.equals(B) ? Double.NaN : 0.1)
                .with("mlp:max", run.equals(B) ? Double.POSITIVE_INFINITY : 2.3)
                .with("mlp:min", run.equals(B) ? Double.NEGATIVE_INFINITY : -0.0)
                .with("mlp:firstTime", start.plusMillis(123)));
        add(Statement.relation(WAS_GENERATED_BY, series, id).run(run));
        add(Statement.activity(sampler).run(run).type(Profile.SAMPLER));
        said.add(new Statement(
                WAS_STARTED_BY,
                "rel:" + run + "-sampler",
                run,
                List.of(),
                java.util.Map.of(Formal.ACTIVITY, sampler, STARTER, id),
                List.of()));
        add(Statement.relation(USED, sampler, host).run(run));
        add(Statement.entity(resource)
                .run(run)
                .type(Profile.RESOURCE_SERIES)
                .with("mlp:unit", "1")
                .with("mlp:count", 50L));
        add(Statement.relation(WAS_GENERATED_BY, resource, sampler).run(run));
    }

    private void trainsOn(String run) {
        String dataset = Identifiers.dataset("digits");
        add(Statement.entity(DATASET)
                .run(run)
                .type(Profile.DATASET, Profile.MLS_DATASET)
                .with("mlp:sha256", "d".repeat(64))
                .with("mlp:bytes", 114_000L));
        add(Statement.entity(dataset).run(run).type(Profile.DATASET_SERIES).with("prov:label", "digits"));
        add(Statement.relation(SPECIALIZATION_OF, DATASET, dataset).run(run));
        add(Statement.relation(USED, Identifiers.run(run), DATASET)
                .run(run)
                .role("mlp:train")
                .with("mlp:name", "digits")
                .time(TIME, START.plusSeconds(run.equals(A) ? 1 : 61)));
    }

    private void saves(String run) {
        add(Statement.entity(CHECKPOINT)
                .run(run)
                .type(Profile.ARTIFACT, Profile.CHECKPOINT, Profile.MLS_MODEL)
                .with("mlp:sha256", "c".repeat(64))
                .with("mlp:bytes", 5_000L));
        add(Statement.relation(WAS_GENERATED_BY, CHECKPOINT, Identifiers.run(run))
                .run(run)
                .role("mlp:checkpoint")
                .time(TIME, START.plusSeconds(40))
                .with("mlp:step", 1_000L));
        add(Statement.relation(WAS_DERIVED_FROM, CHECKPOINT, DATASET)
                .run(run)
                .formal(Formal.ACTIVITY, Identifiers.run(run)));
    }

    private void resumesFrom(String run) {
        add(Statement.entity(CHECKPOINT).run(run).type(Profile.ARTIFACT).with("mlp:sha256", "c".repeat(64)));
        add(Statement.relation(USED, Identifiers.run(run), CHECKPOINT)
                .run(run)
                .role("mlp:checkpoint")
                .time(TIME, START.plusSeconds(61)));
    }

    private void hasFinding(String run) {
        String series = Identifiers.metricSeries(run, "loss", "train");
        String anomaly = Identifiers.anomaly(run, "non-finite", "train/loss", 0);
        String detection = Identifiers.detection(anomaly);
        String processor = Identifiers.software("headwater-processor", "0.1.0");
        String rule = Identifiers.rule("non-finite", 1, "");
        add(Statement.entity(anomaly)
                .run(run)
                .type(Profile.ANOMALY)
                .with("prov:label", "train/loss is NaN from step 17 on")
                .with("mlp:rule", "non-finite")
                .with("mlp:ruleVersion", 1L)
                .with("mlp:severity", "CRITICAL")
                .with("mlp:state", "OPEN")
                .with("mlp:firstStep", 17L)
                .with("mlp:score", Double.NaN)
                .with("mlp:detectedAt", START.plusSeconds(70))
                .with("mlp:runId", run));
        add(Statement.activity(detection).run(run).type(Profile.DETECTION));
        add(Statement.relation(WAS_GENERATED_BY, anomaly, detection).run(run));
        add(Statement.relation(USED, detection, series).run(run));
        add(Statement.agent(processor)
                .run(run)
                .type(Profile.PROV_SOFTWARE_AGENT)
                .with("prov:label", "headwater-processor 0.1.0"));
        add(Statement.entity(rule).run(run).type(Profile.RULE, Profile.PROV_PLAN));
        add(Statement.relation(WAS_ASSOCIATED_WITH, detection, processor)
                .run(run)
                .formal(PLAN, rule));
        add(Statement.relation(WAS_DERIVED_FROM, anomaly, series).run(run).formal(Formal.ACTIVITY, detection));
    }

    private void add(Statement.Builder builder) {
        said.add(builder.build());
    }
}
