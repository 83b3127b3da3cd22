package dev.headwater.processor.delivery;

import dev.headwater.anomaly.Anomaly;
import dev.headwater.anomaly.AnomalyState;
import dev.headwater.anomaly.EvidencePoint;
import dev.headwater.anomaly.Severity;
import dev.headwater.schemas.wire.TrustedRecords;
import java.time.Instant;
import java.util.List;

/** Findings for tests. */
final class Findings {

    static {
        TrustedRecords.trust();
    }

    private Findings() {}

    static Anomaly.Builder finding() {
        return Anomaly.newBuilder()
                .setId("anomaly:r/non-finite/train%2Floss/0")
                .setRunId("r")
                .setExperiment("digits")
                .setRule("non-finite")
                .setRuleVersion(1)
                .setSeverity(Severity.CRITICAL)
                .setState(AnomalyState.OPEN)
                .setName("loss")
                .setContext("train")
                .setFirstStep(18L)
                .setLastStep(18L)
                .setWindowStart(Instant.parse("2026-01-31T12:00:00Z"))
                .setWindowEnd(Instant.parse("2026-01-31T12:00:01Z"))
                .setDetectedAt(Instant.ofEpochMilli(1_769_860_801_500L))
                .setExpected("Every value of a metric is a finite number.")
                .setMessage("train/loss is NaN at step 18, <b> & more")
                .setEvidence(List.of(EvidencePoint.newBuilder()
                        .setStep(18L)
                        .setTime(Instant.parse("2026-01-31T12:00:01Z"))
                        .setValue(Double.NaN)
                        .build()));
    }
}
