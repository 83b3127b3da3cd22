package dev.headwater.processor.detect.run;

import dev.headwater.processor.detect.Subject;
import dev.headwater.processor.series.SeriesName;
import dev.headwater.processor.state.SubjectState;

/** Subjects as they are stored. Rules over runs tell of metrics, hosts, ranks and the run itself, never of one hardware series. */
final class SubjectStates {

    private SubjectStates() {}

    static SubjectState write(Subject subject) {
        SeriesName series = subject.series();
        return new SubjectState(
                subject.label(),
                series == null ? null : series.name(),
                series == null ? "" : series.context(),
                subject.used());
    }

    static Subject read(String runId, String withinRun, SubjectState stored) {
        String metric = stored.getMetric();
        return new Subject(
                withinRun,
                stored.getLabel(),
                metric == null ? null : SeriesName.metric(runId, metric, stored.getContext()),
                stored.getUsed());
    }
}
