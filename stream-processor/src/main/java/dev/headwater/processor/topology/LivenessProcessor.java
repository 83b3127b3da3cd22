package dev.headwater.processor.topology;

import dev.headwater.processor.completeness.RunReport;
import dev.headwater.processor.detect.run.Turn;
import dev.headwater.processor.lineage.LineageMapper;
import dev.headwater.processor.lineage.RunStatements;
import dev.headwater.processor.state.Phase;
import dev.headwater.processor.state.Pulse;
import dev.headwater.processor.state.RunState;
import dev.headwater.prov.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Knows which runs live, ended, or were lost, says so with how much of them arrived, and forgets them in the end. */
final class LivenessProcessor implements Processor<String, Heard, String, Object> {

    private static final Duration TICK = Duration.ofSeconds(1);

    /** A sign of life is written down once in this many milliseconds unless it changes something. */
    private static final long REMEMBER_MILLIS = 1_000;

    private static final int FORGET_PER_TICK = 20;

    private final Settings settings;
    private @Nullable ProcessorContext<String, Object> context;
    private @Nullable KeyValueStore<String, Pulse> pulses;
    private @Nullable RunStores stores;
    private long begunAt;
    private long arrivedAt;
    private long arrivedTimestamp;

    LivenessProcessor(Settings settings) {
        this.settings = settings;
    }

    @Override
    public void init(ProcessorContext<String, Object> context) {
        this.context = context;
        this.pulses = context.getStateStore(Names.PULSES);
        this.stores = new RunStores(context);
        this.begunAt = context.currentSystemTimeMs();
        context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, this::tick);
    }

    @Override
    public void process(Record<String, Heard> record) {
        long now = Names.initialised(context).currentSystemTimeMs();
        arrivedAt = now;
        arrivedTimestamp = record.timestamp();
        Heard heard = record.value();
        Pulse pulse = Names.initialised(pulses).get(record.key());
        boolean fresh = pulse == null;
        Pulse before = pulse != null ? pulse : new Pulse(now, settings.leaseMillis(0), Phase.RUNNING, false, false);
        long lease = heard.heartbeatMillis() == 0
                ? before.getLeaseMillis()
                : Math.max(before.getLeaseMillis(), settings.leaseMillis(heard.heartbeatMillis()));
        boolean ended = before.getPhase() == Phase.ENDED;
        boolean say = fresh || heard.runChanged() || before.getPhase() == Phase.LOST || ended && heard.bootComplete();
        if (say) {
            RunReport report = say(record.key(), false, record.timestamp());
            Phase phase = report.ended() ? Phase.ENDED : Phase.RUNNING;
            if (before.getPhase() == Phase.LOST) {
                turn(record.key(), new Turn.HeardAgain(Turn.WHOLE_RUN, now), record.timestamp());
            }
            remember(record.key(), new Pulse(now, lease, phase, false, report.complete()));
            if (report.complete()) {
                Names.initialised(context)
                        .forward(new Record<>(record.key(), new RunSettled(), record.timestamp()), Names.SERIES);
                turn(record.key(), new Turn.Settled(now), record.timestamp());
            }
        } else if (ended != before.getDue()
                || lease != before.getLeaseMillis()
                || now - before.getHeardAt() >= REMEMBER_MILLIS) {
            remember(record.key(), new Pulse(now, lease, before.getPhase(), ended, before.getSettled()));
        }
    }

    private void tick(long now) {
        List<KeyValue<String, Pulse>> due = new ArrayList<>();
        List<String> old = new ArrayList<>();
        try (KeyValueIterator<String, Pulse> all = Names.initialised(pulses).all()) {
            while (all.hasNext()) {
                KeyValue<String, Pulse> each = all.next();
                if (now - each.value.getHeardAt() > settings.retention().toMillis()) {
                    old.add(each.key);
                } else if (each.value.getDue() || silent(each.value, now)) {
                    due.add(each);
                }
            }
        }
        for (KeyValue<String, Pulse> each : due) {
            Pulse pulse = each.value;
            boolean lost = pulse.getPhase() != Phase.ENDED;
            RunReport report = say(each.key, lost, now);
            Phase phase = lost ? Phase.LOST : Phase.ENDED;
            if (lost) {
                turn(each.key, new Turn.Lost(Turn.WHOLE_RUN, pulse.getHeardAt(), now - pulse.getHeardAt()), now);
            }
            remember(each.key, new Pulse(pulse.getHeardAt(), pulse.getLeaseMillis(), phase, false, report.complete()));
        }
        for (String runId : old.subList(0, Math.min(FORGET_PER_TICK, old.size()))) {
            Names.initialised(stores).forget(runId);
            Names.initialised(context).forward(new Record<>(runId, new RunForgotten(), now), Names.RUN_RULES);
        }
    }

    /** Silence counts from when this process could hear, and not while it works off what came in meanwhile. */
    private boolean silent(Pulse pulse, long now) {
        long lease = pulse.getLeaseMillis();
        boolean catchingUp = now - arrivedAt < lease && arrivedAt - arrivedTimestamp > lease;
        return pulse.getPhase() == Phase.RUNNING && now - Math.max(pulse.getHeardAt(), begunAt) > lease && !catchingUp;
    }

    private void turn(String runId, Turn turn, long timestamp) {
        Names.initialised(context).forward(new Record<>(runId, turn, timestamp), Names.RUN_RULES);
    }

    private RunReport say(String runId, boolean lost, long timestamp) {
        RunStores known = Names.initialised(stores);
        RunReport report = RunReport.of(known.boots(runId));
        RunState run = known.run(runId).orElseGet(() -> LineageMapper.unknown(runId));
        for (Statement statement : RunStatements.say(run, report, lost, known.joules(runId))) {
            Outputs.say(Names.initialised(context), statement, timestamp);
        }
        return report;
    }

    private void remember(String runId, Pulse pulse) {
        Names.initialised(pulses).put(runId, pulse);
    }
}
