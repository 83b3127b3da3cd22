package dev.headwater.processor.topology;

import dev.headwater.processor.completeness.RunReport;
import dev.headwater.processor.detect.run.Turn;
import dev.headwater.processor.lineage.LineageMapper;
import dev.headwater.processor.lineage.RunStatements;
import dev.headwater.processor.lineage.Standing;
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

/**
 * Knows which runs and ranks live, ended, or were lost, says so with how much of them arrived, tells the rules when one is
 * lost or heard again, and forgets runs in the end.
 */
final class LivenessProcessor implements Processor<String, Heard, String, Object> {

    private static final Duration TICK = Duration.ofSeconds(1);

    private static final int EVERY_RANK = -1;

    /** A run of more boots is said once per tick, not once per event: to say it, all of them have to be read. */
    private static final int MANY_BOOTS = 32;

    private static final int FORGET_PER_TICK = 20;

    private final Settings settings;
    private final ReadUntil read;
    private @Nullable ProcessorContext<String, Object> context;
    private @Nullable KeyValueStore<String, Pulse> pulses;
    private @Nullable RankPulses ranks;
    private @Nullable RunStores stores;
    private @Nullable Hearing hearing;

    LivenessProcessor(Settings settings, ReadUntil read) {
        this.settings = settings;
        this.read = read;
    }

    @Override
    public void init(ProcessorContext<String, Object> context) {
        this.context = context;
        this.pulses = context.getStateStore(Names.PULSES);
        this.ranks = new RankPulses(context.getStateStore(Names.RANK_PULSES));
        this.stores = new RunStores(context);
        this.hearing = new Hearing(context.currentSystemTimeMs());
        context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, this::tick);
    }

    @Override
    public void process(Record<String, Heard> record) {
        long now = Names.initialised(context).currentSystemTimeMs();
        Names.initialised(hearing).arrived(now, record.timestamp());
        String runId = record.key();
        Heard heard = record.value();
        Pulse pulse = Names.initialised(pulses).get(runId);
        Pulse before = pulse != null ? pulse : unheard(now);
        Pulse after = listened(before, heard, now);
        boolean rankBack = Names.initialised(ranks).heard(runId, heard.rank(), now);
        boolean ended = before.getPhase() == Phase.ENDED;
        boolean back = before.getPhase() == Phase.LOST;
        boolean changed = pulse == null || heard.runChanged() || back || rankBack || ended && heard.bootComplete();
        if (back) {
            turn(runId, new Turn.HeardAgain(Turn.WHOLE_RUN, now), record.timestamp());
        }
        if (rankBack) {
            turn(runId, new Turn.HeardAgain(heard.rank(), now), record.timestamp());
        }
        if (changed && before.getBoots() <= MANY_BOOTS) {
            say(runId, after, heard.rank(), record.timestamp());
        } else if (changed) {
            remember(runId, with(after, back ? Phase.RUNNING : before.getPhase(), true, before.getSettled()));
        } else if (ended && !before.getDue() || after.getLeaseMillis() != before.getLeaseMillis()) {
            remember(runId, with(after, before.getPhase(), ended || before.getDue(), before.getSettled()));
        }
    }

    private Pulse unheard(long now) {
        return new Pulse(now, settings.leaseMillis(0), Phase.RUNNING, false, false, 0L, 0);
    }

    private Pulse listened(Pulse before, Heard heard, long now) {
        long interval = Math.max(before.getIntervalMillis(), heard.heartbeatMillis());
        long lease = Math.max(before.getLeaseMillis(), settings.leaseMillis(interval));
        return new Pulse(
                now, lease, before.getPhase(), before.getDue(), before.getSettled(), interval, before.getBoots());
    }

    private static Pulse with(Pulse pulse, Phase phase, boolean due, boolean settled) {
        return new Pulse(
                pulse.getHeardAt(),
                pulse.getLeaseMillis(),
                phase,
                due,
                settled,
                pulse.getIntervalMillis(),
                pulse.getBoots());
    }

    private void tick(long now) {
        Names.initialised(hearing).tick(now);
        List<KeyValue<String, Pulse>> all = new ArrayList<>();
        List<String> old = new ArrayList<>();
        try (KeyValueIterator<String, Pulse> each = Names.initialised(pulses).all()) {
            each.forEachRemaining(all::add);
        }
        // After days of downtime, what a run said meanwhile still waits to be read: until then it is not silent.
        long readUntil =
                Math.min(now, read.millis(Names.initialised(context).taskId().partition()));
        for (KeyValue<String, Pulse> run : all) {
            boolean rests = run.value.getPhase() != Phase.RUNNING && !run.value.getDue();
            if (rests
                    && readUntil - run.value.getHeardAt()
                            <= settings.retention().toMillis()) {
                continue;
            }
            long heardAt =
                    Math.max(run.value.getHeardAt(), Names.initialised(ranks).heardAt(run.key));
            if (readUntil - heardAt > settings.retention().toMillis()) {
                old.add(run.key);
            } else {
                look(run.key, run.value, heardAt, now);
            }
        }
        for (String runId : old.subList(0, Math.min(FORGET_PER_TICK, old.size()))) {
            Names.initialised(stores).forget(runId);
            Names.initialised(context).forward(new Record<>(runId, new RunForgotten(), now), Names.RUN_RULES);
        }
    }

    private void look(String runId, Pulse pulse, long heardAt, long now) {
        boolean running = pulse.getPhase() == Phase.RUNNING;
        if (running && silent(heardAt, pulse, now)) {
            say(runId, with(pulse, Phase.LOST, false, pulse.getSettled()), EVERY_RANK, now);
            turn(runId, new Turn.Lost(Turn.WHOLE_RUN, heardAt, now - heardAt), now);
            return;
        }
        boolean rankLost = false;
        if (running) {
            for (KeyValue<Integer, Pulse> rank : Names.initialised(ranks).running(runId)) {
                if (silent(rank.value.getHeardAt(), pulse, now)) {
                    rankLost = true;
                    Names.initialised(ranks).lose(runId, rank.key, rank.value.getHeardAt());
                    turn(runId, new Turn.Lost(rank.key, rank.value.getHeardAt(), now - rank.value.getHeardAt()), now);
                }
            }
        }
        if (rankLost || pulse.getDue()) {
            say(runId, pulse, EVERY_RANK, now);
        }
    }

    private boolean silent(long heardAt, Pulse pulse, long now) {
        return Names.initialised(hearing).silent(heardAt, pulse.getLeaseMillis(), now);
    }

    /** Says the run as it is by now, lost if the pulse says so, and one rank of it or all. */
    private void say(String runId, Pulse pulse, int rank, long timestamp) {
        RunStores known = Names.initialised(stores);
        RunReport report = RunReport.of(known.boots(runId));
        RunState run = known.run(runId).orElseGet(() -> LineageMapper.unknown(runId));
        boolean wasEnded = pulse.getPhase() == Phase.ENDED;
        boolean lost = pulse.getPhase() == Phase.LOST && !report.ended() && rank == EVERY_RANK;
        Names.initialised(ranks).follow(runId, report);
        Standing standing = new Standing(
                lost, Names.initialised(ranks).lost(runId), known.joules(runId), known.pointsSetAside(runId));
        // Of a run that was lost, all ranks were said to be; and what is due may be about any of them.
        boolean whole = rank == EVERY_RANK
                || pulse.getPhase() == Phase.LOST
                || pulse.getDue()
                || report.ended() != wasEnded
                || report.complete();
        List<Statement> said =
                whole ? RunStatements.say(run, report, standing) : RunStatements.say(run, report, standing, rank);
        for (Statement statement : said) {
            Outputs.say(Names.initialised(context), statement, timestamp);
        }
        Phase phase = report.ended() ? Phase.ENDED : lost ? Phase.LOST : Phase.RUNNING;
        int boots =
                report.ranks().stream().mapToInt(each -> each.boots().size()).sum();
        remember(
                runId,
                new Pulse(
                        pulse.getHeardAt(),
                        pulse.getLeaseMillis(),
                        phase,
                        false,
                        report.complete(),
                        pulse.getIntervalMillis(),
                        boots));
        if (report.complete()) {
            Names.initialised(context).forward(new Record<>(runId, new RunSettled(), timestamp), Names.SERIES);
            turn(runId, new Turn.Settled(report.endedAt()), timestamp);
        }
    }

    private void turn(String runId, Turn turn, long timestamp) {
        Names.initialised(context).forward(new Record<>(runId, turn, timestamp), Names.RUN_RULES);
    }

    private void remember(String runId, Pulse pulse) {
        Names.initialised(pulses).put(runId, pulse);
    }
}
