package dev.headwater.processor.topology;

import dev.headwater.event.HardwareBatch;
import dev.headwater.event.HardwareColumns;
import dev.headwater.event.MetricBatch;
import dev.headwater.event.MetricColumns;
import dev.headwater.processor.detect.Finding;
import dev.headwater.processor.detect.Suite;
import dev.headwater.processor.detect.Watch;
import dev.headwater.processor.detect.Watched;
import dev.headwater.processor.detect.run.Heard;
import dev.headwater.processor.lineage.SeriesStatements;
import dev.headwater.processor.series.Chunk;
import dev.headwater.processor.series.Points;
import dev.headwater.processor.series.Series;
import dev.headwater.processor.series.SeriesName;
import dev.headwater.processor.store.SeriesStore;
import dev.headwater.prov.Statement;
import dev.headwater.schemas.DeadLetter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Lets series grow. Findings go out at once; summaries and growing chunks at most once per flush interval, and when the
 * run has settled. Where more series grow than can be said in an interval, each is said less often.
 */
final class SeriesProcessor implements Processor<String, Object, String, Object> {

    /** Series that are said per second and task, at most. */
    private static final int SAID_PER_SECOND = 4_000;

    private final Settings settings;
    private final Rules rules;
    private final Refusals refusals;
    private @Nullable ProcessorContext<String, Object> context;
    private @Nullable SeriesStore stored;
    private @Nullable Unsaid unsaid;
    private @Nullable Quotas quotas;
    private @Nullable RunRules inForce;
    private @Nullable EarlyBatches early;

    SeriesProcessor(Settings settings, Rules rules, Refusals refusals) {
        this.settings = settings;
        this.rules = rules;
        this.refusals = refusals;
    }

    @Override
    public void init(ProcessorContext<String, Object> context) {
        this.context = context;
        this.stored = context.getStateStore(Names.SERIES_STATE);
        this.stored.connect(
                context.getStateStore(Names.CHUNK_PARTS),
                context.getStateStore(Names.SERIES_QUANTILES),
                (state, stored) -> Watched.of(Series.of(state, stored), state.getDetectors()));
        this.unsaid = new Unsaid(context.getStateStore(Names.PENDING));
        this.quotas = new Quotas(settings, context.getStateStore(Names.QUOTAS));
        this.inForce = new RunRules(rules, context.getStateStore(Names.RUNS));
        this.early = new EarlyBatches(context.getStateStore(Names.EARLY_BATCHES), context::currentSystemTimeMs);
        context.schedule(interval(), PunctuationType.WALL_CLOCK_TIME, this::tick);
    }

    private Duration interval() {
        return settings.flush().dividedBy(4);
    }

    @Override
    public void process(Record<String, Object> record) {
        String runId = record.key();
        Object value = record.value();
        if (value instanceof MetricBatch || value instanceof HardwareBatch) {
            arrived(runId, (SpecificRecord) value, record.timestamp());
        } else if (value instanceof RunIntroduced) {
            takeEarly(runId);
        } else if (value instanceof RunSettled) {
            takeEarly(runId);
            say(runId, Names.initialised(context).currentSystemTimeMs());
        }
    }

    private void arrived(String runId, SpecificRecord batch, long timestamp) {
        ProcessorContext<String, Object> out = Names.initialised(context);
        Arrived arrived = new Arrived(batch, Origins.of(out), timestamp);
        if (awaitsStart(runId)) {
            if (Names.initialised(early).keep(runId, arrived)) {
                return;
            }
            takeEarly(runId);
        }
        take(runId, arrived);
    }

    /** Whether it matters which experiment the run belongs to, and it may yet say so. */
    private boolean awaitsStart(String runId) {
        return rules.varyByExperiment()
                && !Names.initialised(inForce).areSettled(runId)
                && !Names.initialised(quotas).hasSeries(runId);
    }

    private void takeEarly(String runId) {
        for (Arrived each : Names.initialised(early).take(runId)) {
            take(runId, each);
        }
    }

    private void take(String runId, Arrived arrived) {
        Suite suite = Names.initialised(inForce).of(runId).series();
        if (arrived.batch() instanceof MetricBatch batch) {
            List<MetricColumns> rest =
                    grow(runId, batch.getRank(), batch.getSeries(), ColumnKind.METRIC, suite, arrived);
            if (!rest.isEmpty()) {
                refuse(
                        runId,
                        refusals.metrics(
                                MetricBatch.newBuilder(batch).setSeries(rest).build()),
                        arrived);
            }
        } else if (arrived.batch() instanceof HardwareBatch batch) {
            List<HardwareColumns> rest =
                    grow(runId, batch.getRank(), batch.getSeries(), ColumnKind.HARDWARE, suite, arrived);
            if (!rest.isEmpty()) {
                refuse(
                        runId,
                        refusals.hardware(
                                HardwareBatch.newBuilder(batch).setSeries(rest).build()),
                        arrived);
            }
        }
        Names.initialised(unsaid).grew(runId, Names.initialised(context).currentSystemTimeMs());
    }

    /** Lets the series grow. @return the columns of series beyond the bound of the run */
    private <C> List<C> grow(String runId, int rank, List<C> batch, ColumnKind<C> kind, Suite suite, Arrived arrived) {
        List<C> refused = new ArrayList<>(0);
        List<Heard> taken = new ArrayList<>(batch.size());
        long setAside = 0;
        for (C columns : batch) {
            Optional<Watched> found =
                    find(runId, kind.place().apply(columns), () -> kind.name().apply(runId, columns));
            Points points = kind.points().apply(columns);
            if (found.isEmpty()) {
                refused.add(columns);
                setAside += points.size();
            } else {
                grow(runId, rank, suite, found.get(), points, arrived);
                taken.add(new Heard(found.get().series().name(), points));
            }
        }
        overheard(runId, rank, taken, arrived);
        if (setAside > 0) {
            Names.initialised(quotas).setAside(runId, setAside);
        }
        return refused;
    }

    private void overheard(String runId, int rank, List<Heard> taken, Arrived arrived) {
        if (!taken.isEmpty()) {
            Names.initialised(context)
                    .forward(
                            new Record<>(runId, new Overheard(rank, taken, arrived.origin()), arrived.timestamp()),
                            Names.RUN_RULES);
        }
    }

    /** The series, or a new one; empty when the run may have no more. */
    private Optional<Watched> find(String runId, SeriesName.Place place, Supplier<SeriesName> name) {
        SeriesStore known = Names.initialised(stored);
        Optional<Watched> found = known.find(runId, place);
        if (found.isPresent() || !Names.initialised(quotas).grantSeries(runId)) {
            return found;
        }
        SeriesName fresh = name.get();
        Watched begun = Watched.fresh(Series.begin(fresh));
        known.add(runId, begun);
        return Optional.of(begun);
    }

    private void grow(String runId, int rank, Suite suite, Watched grown, Points points, Arrived arrived) {
        ProcessorContext<String, Object> out = Names.initialised(context);
        Series series = grown.series();
        long now = out.currentSystemTimeMs();
        List<Finding> found = new ArrayList<>(0);
        for (Watch watch : grown.watches(suite, now, found)) {
            watch.observe(
                    series,
                    points,
                    arrived.origin(),
                    severity -> Names.initialised(quotas).grantFinding(runId, severity),
                    now,
                    found);
        }
        for (Chunk full : series.append(rank, points)) {
            Outputs.chunk(out, runId, series.name().id(), full, arrived.timestamp());
        }
        Names.initialised(stored).change(runId, series.name().place());
        for (Finding finding : found) {
            out.forward(new Record<>(runId, new Found(finding), arrived.timestamp()), Names.DETECT);
        }
    }

    private void refuse(String runId, Refusals.Refused refused, Arrived arrived) {
        String reason = "the run has reached its bound of " + settings.seriesPerRun()
                + " series; the points of further series are here";
        DeadLetters.Origin origin = new DeadLetters.Origin(
                refused.topic().topicName(),
                arrived.origin().partition(),
                arrived.origin().offset());
        Names.initialised(context)
                .forward(
                        new Record<>(
                                runId,
                                refused.bytes(),
                                arrived.timestamp(),
                                DeadLetters.headers(DeadLetter.Kind.BOUND, reason, null, Names.SERIES, origin)),
                        Names.DEAD_LETTERS);
    }

    private void tick(long now) {
        long before = now - EarlyBatches.PATIENCE.toMillis();
        Optional<String> late = Names.initialised(early).waitingSince(before);
        while (late.isPresent()) {
            takeEarly(late.get());
            late = Names.initialised(early).waitingSince(before);
        }
        sayDue(now);
    }

    private void sayDue(long now) {
        long then = now - settings.flush().toMillis();
        long left = SAID_PER_SECOND * interval().toMillis() / 1000;
        Optional<String> due = Names.initialised(unsaid).waitingSince(then);
        while (due.isPresent() && left > 0) {
            left -= say(due.get(), now);
            due = Names.initialised(unsaid).waitingSince(then);
        }
    }

    /** Says what was not said of the run. @return how many series that were */
    private int say(String runId, long now) {
        Names.initialised(unsaid).said(runId);
        int said = 0;
        for (Series each : Names.initialised(stored).ofRun(runId)) {
            if (each.unsaid()) {
                say(runId, each, now);
                said++;
            }
        }
        return said;
    }

    private void say(String runId, Series said, long now) {
        ProcessorContext<String, Object> out = Names.initialised(context);
        Outputs.say(out, SeriesStatements.entity(runId, said), now);
        if (said.declare()) {
            for (Statement relation : SeriesStatements.relations(runId, said.name())) {
                Outputs.say(out, relation, now);
            }
            Names.initialised(stored).change(runId, said.name().place());
        }
        said.growing().ifPresent(chunk -> Outputs.chunk(out, runId, said.name().id(), chunk, now));
        said.saidAll();
    }
}
