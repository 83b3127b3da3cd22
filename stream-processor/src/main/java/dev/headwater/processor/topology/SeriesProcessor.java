package dev.headwater.processor.topology;

import dev.headwater.event.HardwareBatch;
import dev.headwater.event.HardwareColumns;
import dev.headwater.event.MetricBatch;
import dev.headwater.event.MetricColumns;
import dev.headwater.processor.detect.Finding;
import dev.headwater.processor.detect.Origin;
import dev.headwater.processor.detect.Suite;
import dev.headwater.processor.detect.Watch;
import dev.headwater.processor.detect.run.Heard;
import dev.headwater.processor.lineage.SeriesStatements;
import dev.headwater.processor.series.Chunk;
import dev.headwater.processor.series.Points;
import dev.headwater.processor.series.Series;
import dev.headwater.processor.series.SeriesName;
import dev.headwater.processor.state.DetectorState;
import dev.headwater.processor.state.SeriesState;
import dev.headwater.processor.store.StoreKeys;
import dev.headwater.prov.Statement;
import dev.headwater.schemas.DeadLetter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Lets series grow. Findings go out at once; summaries and growing chunks at most once per flush interval, and when the
 * run has settled. One read and one write of a series' state per batch.
 */
final class SeriesProcessor implements Processor<String, Object, String, Object> {

    private final Settings settings;
    private final Suite suite;
    private final Refusals refusals;
    private @Nullable ProcessorContext<String, Object> context;
    private @Nullable KeyValueStore<String, SeriesState> states;
    private @Nullable KeyValueStore<String, Long> pending;
    private @Nullable Quotas quotas;

    SeriesProcessor(Settings settings, Suite suite, Refusals refusals) {
        this.settings = settings;
        this.suite = suite;
        this.refusals = refusals;
    }

    @Override
    public void init(ProcessorContext<String, Object> context) {
        this.context = context;
        this.states = context.getStateStore(Names.SERIES_STATE);
        this.pending = context.getStateStore(Names.PENDING);
        this.quotas = new Quotas(settings, context.getStateStore(Names.QUOTAS));
        Duration tick = settings.flush().dividedBy(4);
        context.schedule(tick, PunctuationType.WALL_CLOCK_TIME, this::flushDue);
    }

    @Override
    public void process(Record<String, Object> record) {
        String runId = record.key();
        Object value = record.value();
        if (value instanceof MetricBatch batch) {
            List<MetricColumns> refused = new ArrayList<>(0);
            List<Heard> taken = new ArrayList<>(batch.getSeries().size());
            for (MetricColumns columns : batch.getSeries()) {
                SeriesName name = SeriesName.of(runId, columns);
                Points points = Points.metric(columns.getStepDeltas(), columns.getTimeDeltas(), columns.getValues());
                if (grow(runId, name, points, record.timestamp())) {
                    taken.add(new Heard(name, points));
                } else {
                    refused.add(columns);
                }
            }
            overheard(record, batch.getRank(), taken);
            if (!refused.isEmpty()) {
                MetricBatch rest =
                        MetricBatch.newBuilder(batch).setSeries(refused).build();
                refuse(record, refusals.metrics(rest));
            }
        } else if (value instanceof HardwareBatch batch) {
            List<HardwareColumns> refused = new ArrayList<>(0);
            List<Heard> taken = new ArrayList<>(batch.getSeries().size());
            for (HardwareColumns columns : batch.getSeries()) {
                SeriesName name = SeriesName.of(runId, columns);
                Points points = Points.hardware(columns.getTimeDeltas(), columns.getValues());
                if (grow(runId, name, points, record.timestamp())) {
                    taken.add(new Heard(name, points));
                } else {
                    refused.add(columns);
                }
            }
            overheard(record, batch.getRank(), taken);
            if (!refused.isEmpty()) {
                HardwareBatch rest =
                        HardwareBatch.newBuilder(batch).setSeries(refused).build();
                refuse(record, refusals.hardware(rest));
            }
        } else if (value instanceof RunSettled) {
            flushRun(runId);
        }
    }

    private void overheard(Record<String, Object> record, int rank, List<Heard> taken) {
        if (!taken.isEmpty()) {
            Names.initialised(context).forward(record.withValue(new Overheard(rank, taken)), Names.RUN_RULES);
        }
    }

    private boolean grow(String runId, SeriesName name, Points points, long timestamp) {
        String key = StoreKeys.series(runId, name.id());
        SeriesState state = Names.initialised(states).get(key);
        if (state == null && !Names.initialised(quotas).grantSeries(runId)) {
            return false;
        }
        Series series = state == null ? Series.begin(name) : Series.of(state);
        List<Watch> watches = state == null ? suite.watch(name) : suite.resume(name, state.getDetectors());
        ProcessorContext<String, Object> out = Names.initialised(context);
        Origin origin = out.recordMetadata()
                .map(record -> new Origin(record.topic(), record.partition(), record.offset()))
                .orElse(Origin.NONE);
        long now = out.currentSystemTimeMs();
        List<Finding> found = new ArrayList<>(0);
        for (Watch watch : watches) {
            watch.observe(
                    series, points, origin, () -> Names.initialised(quotas).grantFinding(runId), now, found);
        }
        for (Chunk full : series.append(points)) {
            Outputs.chunk(out, runId, name.id(), full, timestamp);
        }
        Names.initialised(states).put(key, series.state(states(watches)));
        Names.initialised(pending).putIfAbsent(key, now);
        for (Finding finding : found) {
            out.forward(new Record<>(runId, new Found(finding), timestamp), Names.DETECT);
        }
        return true;
    }

    private static List<DetectorState> states(List<Watch> watches) {
        List<DetectorState> states = new ArrayList<>(watches.size());
        for (Watch watch : watches) {
            states.add(watch.state());
        }
        return states;
    }

    private void refuse(Record<String, Object> record, Refusals.Refused refused) {
        String reason = "the run has reached its bound of " + settings.seriesPerRun()
                + " series; the points of further series are here";
        DeadLetters.Origin origin = Names.initialised(context)
                .recordMetadata()
                .map(from -> new DeadLetters.Origin(refused.topic().topicName(), from.partition(), from.offset()))
                .orElseGet(() -> new DeadLetters.Origin(null, 0, 0));
        Names.initialised(context)
                .forward(
                        new Record<>(
                                record.key(),
                                refused.bytes(),
                                record.timestamp(),
                                DeadLetters.headers(DeadLetter.Kind.BOUND, reason, null, Names.SERIES, origin)),
                        Names.DEAD_LETTERS);
    }

    private void flushDue(long now) {
        List<String> due = new ArrayList<>();
        try (KeyValueIterator<String, Long> all = Names.initialised(pending).all()) {
            while (all.hasNext()) {
                KeyValue<String, Long> waiting = all.next();
                if (now - waiting.value >= settings.flush().toMillis()) {
                    due.add(waiting.key);
                }
            }
        }
        due.forEach(key -> flush(key, now));
    }

    private void flushRun(String runId) {
        List<String> keys = new ArrayList<>();
        try (KeyValueIterator<String, Long> ofRun =
                Names.initialised(pending).prefixScan(StoreKeys.prefix(runId), new StringSerializer())) {
            ofRun.forEachRemaining(waiting -> keys.add(waiting.key));
        }
        keys.forEach(key -> flush(key, Names.initialised(context).currentSystemTimeMs()));
    }

    private void flush(String key, long now) {
        Names.initialised(pending).delete(key);
        SeriesState state = Names.initialised(states).get(key);
        if (state == null) {
            return;
        }
        String runId = StoreKeys.run(key);
        ProcessorContext<String, Object> out = Names.initialised(context);
        Series series = Series.of(state);
        Outputs.say(out, SeriesStatements.entity(runId, series.name(), series.summary()), now);
        if (series.declare()) {
            for (Statement relation : SeriesStatements.relations(runId, series.name())) {
                Outputs.say(out, relation, now);
            }
            Names.initialised(states).put(key, series.state(state.getDetectors()));
        }
        series.growing()
                .ifPresent(chunk -> Outputs.chunk(out, runId, series.name().id(), chunk, now));
    }
}
