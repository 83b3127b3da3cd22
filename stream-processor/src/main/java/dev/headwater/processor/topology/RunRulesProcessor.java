package dev.headwater.processor.topology;

import dev.headwater.event.RunEvent;
import dev.headwater.processor.detect.Budget;
import dev.headwater.processor.detect.Finding;
import dev.headwater.processor.detect.run.RunSuite;
import dev.headwater.processor.detect.run.RunWatches;
import dev.headwater.processor.detect.run.Turn;
import dev.headwater.processor.state.RunWatchState;
import dev.headwater.processor.store.LiveBudget;
import java.util.List;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Holds whole runs against the rules over several series, ranks and events. What the rules remember is written whenever it
 * changes; that of the runs lately heard of is kept at hand and not read again.
 */
final class RunRulesProcessor implements Processor<String, Object, String, Object> {

    private final Settings settings;
    private final Rules rules;
    private @Nullable ProcessorContext<String, Object> context;
    private @Nullable KeyValueStore<String, RunWatchState> states;
    private @Nullable Quotas quotas;
    private @Nullable RunRules inForce;
    private final RunsAtHand atHand;

    /** @param memory for the runs that are kept at hand, of all tasks together */
    RunRulesProcessor(Settings settings, Rules rules, LiveBudget memory) {
        this.settings = settings;
        this.rules = rules;
        this.atHand = new RunsAtHand(memory);
    }

    @Override
    public void init(ProcessorContext<String, Object> context) {
        this.context = context;
        this.states = context.getStateStore(Names.RUN_WATCHES);
        this.quotas = new Quotas(settings, context.getStateStore(Names.QUOTAS));
        this.inForce = new RunRules(rules, context.getStateStore(Names.RUNS));
        atHand.clear();
    }

    @Override
    public void process(Record<String, Object> record) {
        String runId = record.key();
        if (record.value() instanceof RunForgotten) {
            atHand.forget(runId);
            return;
        }
        ProcessorContext<String, Object> out = Names.initialised(context);
        RunWatches watches = watches(runId);
        List<Finding> found = look(watches, record.value(), runId, out);
        watches.changedState().ifPresent(state -> Names.initialised(states).put(runId, state));
        atHand.keep(runId, watches);
        for (Finding finding : found) {
            out.forward(new Record<>(runId, new Found(finding), record.timestamp()), Names.DETECT);
        }
    }

    private List<Finding> look(RunWatches watches, Object what, String runId, ProcessorContext<String, Object> out) {
        Budget budget = severity -> Names.initialised(quotas).grantFinding(runId, severity);
        long now = out.currentSystemTimeMs();
        if (what instanceof Overheard batch) {
            return watches.points(batch.rank(), batch.series(), batch.origin(), budget, now);
        }
        return what instanceof RunEvent event
                ? watches.event(event, Origins.of(out), budget, now)
                : watches.turn((Turn) what, budget, now);
    }

    /** Those at hand, unless other rules are in force by now. */
    private RunWatches watches(String runId) {
        RunSuite suite = Names.initialised(inForce).of(runId).run();
        RunWatches watches = atHand.get(runId);
        if (watches == null || !watches.areOf(suite)) {
            watches = watches == null ? read(runId, suite) : suite.resume(runId, watches.state());
        }
        return watches;
    }

    private RunWatches read(String runId, RunSuite suite) {
        RunWatchState state = Names.initialised(states).get(runId);
        return state == null ? suite.watch(runId) : suite.resume(runId, state);
    }

    @Override
    public void close() {
        atHand.clear();
    }
}
