package dev.headwater.schemas.wire;

import dev.headwater.anomaly.Anomaly;
import dev.headwater.anomaly.AnomalyState;
import dev.headwater.anomaly.EvidencePoint;
import dev.headwater.anomaly.Severity;
import dev.headwater.event.HardwareBatch;
import dev.headwater.event.HardwareColumns;
import dev.headwater.event.MetricBatch;
import dev.headwater.event.MetricColumns;
import dev.headwater.event.ParamsLogged;
import dev.headwater.event.RunEvent;
import dev.headwater.lineage.LanguageString;
import dev.headwater.lineage.ProvAttribute;
import dev.headwater.lineage.ProvStatement;
import dev.headwater.lineage.QualifiedNameValue;
import dev.headwater.lineage.StatementKind;
import dev.headwater.lineage.TypedLiteral;
import dev.headwater.schemas.Columns;
import dev.headwater.schemas.Topic;
import dev.headwater.series.SeriesChunk;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** One record per topic whose bytes never change. */
final class SampleRecords {

    private static final Instant TIME = Instant.ofEpochMilli(1_767_225_600_123L);

    private SampleRecords() {}

    static SpecificRecord of(Topic topic) {
        return switch (topic) {
            case RUN_EVENTS -> new RunEvent("run-1", 0, "boot-1", 3L, TIME, new ParamsLogged(Map.of("lr", 0.5)));
            case METRICS ->
                new MetricBatch(
                        "run-1",
                        1,
                        "boot-1",
                        10L,
                        12L,
                        TIME,
                        List.of(new MetricColumns(
                                "loss",
                                "train",
                                Columns.deltas(new long[] {5, 6, 4}, 3),
                                Columns.deltas(new long[] {1000, 1010, 1020}, 3),
                                Columns.doubles(new double[] {0.5, Double.NaN, Double.POSITIVE_INFINITY}, 3))));
            case HARDWARE ->
                new HardwareBatch(
                        "run-1",
                        0,
                        "boot-1",
                        0L,
                        0L,
                        TIME,
                        List.of(new HardwareColumns(
                                "host",
                                "cpu",
                                "utilization",
                                "1",
                                Columns.deltas(new long[] {1000}, 1),
                                Columns.doubles(new double[] {0.25}, 1))));
            case LINEAGE ->
                new ProvStatement(
                        StatementKind.USED,
                        "rel:1",
                        "run-1",
                        List.of("mlp:Reading"),
                        Map.of("activity", "run:run-1"),
                        List.of(
                                new ProvAttribute("prov:role", new QualifiedNameValue("mlp:train")),
                                new ProvAttribute(
                                        "mlp:when", new TypedLiteral("2026-01-01T00:00:00.123Z", "xsd:dateTime")),
                                new ProvAttribute("prov:label", new LanguageString("Ziffern", "de")),
                                new ProvAttribute("mlp:rows", 1797L),
                                new ProvAttribute("mlp:share", 0.8),
                                new ProvAttribute("mlp:shuffled", true),
                                new ProvAttribute("mlp:name", "digits")));
            case SERIES ->
                new SeriesChunk(
                        "run-1",
                        "series:run-1/loss",
                        2,
                        Columns.deltas(new long[] {2048, 2049}, 2),
                        Columns.deltas(new long[] {1000, 1010}, 2),
                        Columns.doubles(new double[] {0.5, 0.25}, 2));
            case ANOMALIES ->
                new Anomaly(
                        "anomaly:run-1/non-finite/loss/0",
                        "run-1",
                        "digits",
                        "non-finite",
                        1,
                        null,
                        Severity.CRITICAL,
                        AnomalyState.OPEN,
                        "series:run-1/loss",
                        "loss",
                        "",
                        "loss",
                        7L,
                        7L,
                        TIME,
                        TIME,
                        TIME,
                        null,
                        "a finite value",
                        "loss is NaN at step 7",
                        List.of(new EvidencePoint(7L, TIME, Double.NaN, null)),
                        "headwater.metrics",
                        3,
                        41L,
                        42L);
            case DEAD_LETTERS -> throw new IllegalArgumentException("dead letters are bytes of any kind");
        };
    }

    /** The same as an earlier version tells it: what that version has no field for is absent. */
    static SpecificRecord of(Topic topic, int version) {
        if (topic == Topic.ANOMALIES && version == 1) {
            Anomaly.Builder first = Anomaly.newBuilder((Anomaly) of(topic));
            return first.clearRuleSettings()
                    .clearSubject()
                    .clearTopic()
                    .clearPartition()
                    .clearFirstOffset()
                    .clearLastOffset()
                    .build();
        }
        return of(topic);
    }
}
