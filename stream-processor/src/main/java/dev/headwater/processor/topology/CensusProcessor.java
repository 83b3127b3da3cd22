package dev.headwater.processor.topology;

import dev.headwater.processor.state.Phase;
import dev.headwater.processor.state.Pulse;
import dev.headwater.processor.state.Quota;
import java.time.Duration;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Counts now and then what the other stages keep, for the metrics of the process. No record comes here. */
final class CensusProcessor implements Processor<String, Object, String, Object> {

    private static final Duration TICK = Duration.ofSeconds(10);

    private final Telemetry telemetry;
    private @Nullable KeyValueStore<String, Pulse> pulses;
    private @Nullable KeyValueStore<String, Quota> quotas;
    private @Nullable TaskId task;

    CensusProcessor(Telemetry telemetry) {
        this.telemetry = telemetry;
    }

    @Override
    public void init(ProcessorContext<String, Object> context) {
        pulses = context.getStateStore(Names.PULSES);
        quotas = context.getStateStore(Names.QUOTAS);
        task = context.taskId();
        context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, now -> count());
    }

    @Override
    public void process(Record<String, Object> record) {}

    private void count() {
        long running = 0;
        long lost = 0;
        long ended = 0;
        long series = 0;
        long muted = 0;
        try (KeyValueIterator<String, Pulse> all = Names.initialised(pulses).all()) {
            while (all.hasNext()) {
                KeyValue<String, Pulse> run = all.next();
                Phase phase = run.value.getPhase();
                running += phase == Phase.RUNNING ? 1 : 0;
                lost += phase == Phase.LOST ? 1 : 0;
                ended += phase == Phase.ENDED ? 1 : 0;
                Quota used = Names.initialised(quotas).get(run.key);
                if (used != null) {
                    series += phase == Phase.ENDED ? 0 : used.getSeries();
                    muted += used.getMutedFindings();
                }
            }
        }
        telemetry.census(Names.initialised(task), new Telemetry.Census(running, lost, ended, series, muted));
    }

    @Override
    public void close() {
        if (task != null) {
            telemetry.census(task, null);
        }
    }
}
