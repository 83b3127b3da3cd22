package dev.headwater.processor.topology;

import dev.headwater.processor.detect.Budget;
import dev.headwater.processor.detect.Finding;
import dev.headwater.processor.detect.sibling.SiblingRules;
import dev.headwater.processor.lineage.FindingStatements;
import dev.headwater.processor.state.Portrait;
import dev.headwater.processor.state.Siblings;
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

/** Where the runs of an experiment are compared, whatever partitions they come from. Keyed by experiment. */
final class SiblingsProcessor implements Processor<String, Portrait, String, Object> {

    private static final Duration TICK = Duration.ofMinutes(1);
    private static final int LOOKED_AT_PER_TICK = 1_000;

    private final Settings settings;
    private final Rules rules;
    private final FindingStatements statements;
    private @Nullable ProcessorContext<String, Object> context;
    private @Nullable KeyValueStore<String, Siblings> experiments;
    private String lookedAtUntil = "";

    SiblingsProcessor(Settings settings, Rules rules, FindingStatements statements) {
        this.settings = settings;
        this.rules = rules;
        this.statements = statements;
    }

    @Override
    public void init(ProcessorContext<String, Object> context) {
        this.context = context;
        this.experiments = context.getStateStore(Names.SIBLINGS_OF);
        context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, this::forgetOld);
    }

    @Override
    public void process(Record<String, Portrait> record) {
        ProcessorContext<String, Object> out = Names.initialised(context);
        SourceBytes.take(out);
        Siblings known = Names.initialised(experiments).get(record.key());
        Siblings before = known == null ? SiblingRules.nobody() : known;
        SiblingRules inForce = rules.forExperiment(record.key()).siblings();
        SiblingRules.Compared compared = inForce.compare(before, record.value(), budget(), out.currentSystemTimeMs());
        if (compared.after() != before) {
            Names.initialised(experiments).put(record.key(), compared.after());
        }
        String runId = record.value().getRunId();
        for (Finding finding : compared.found()) {
            out.forward(
                    new Record<>(runId, FindingStatements.anomaly(runId, record.key(), finding), record.timestamp()),
                    Names.SIBLING_ANOMALIES);
            for (Statement statement : statements.say(runId, finding)) {
                out.forward(Outputs.statement(statement, record.timestamp()), Names.SIBLING_STATEMENTS);
            }
        }
    }

    /**
     * For one run. What it raises elsewhere is counted where its partition is, which is not here; so it may raise as many
     * here, which are never more than there are rules.
     */
    private Budget budget() {
        int[] granted = new int[1];
        return severity -> granted[0]++ < Budget.limit(severity, settings.findingsPerRun());
    }

    /** Looks at some experiments, the next ones at the next tick. */
    private void forgetOld(long now) {
        List<String> old = new ArrayList<>();
        String from = lookedAtUntil;
        lookedAtUntil = "";
        int looked = 0;
        try (KeyValueIterator<String, Siblings> some =
                Names.initialised(experiments).range(from, null)) {
            while (some.hasNext()) {
                KeyValue<String, Siblings> each = some.next();
                if (looked++ == LOOKED_AT_PER_TICK) {
                    lookedAtUntil = each.key;
                    break;
                }
                if (now - each.value.getSeenAt() > settings.contentRetention().toMillis()) {
                    old.add(each.key);
                }
            }
        }
        old.forEach(Names.initialised(experiments)::delete);
    }
}
