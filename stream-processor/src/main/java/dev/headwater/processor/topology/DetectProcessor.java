package dev.headwater.processor.topology;

import dev.headwater.processor.lineage.FindingStatements;
import dev.headwater.processor.state.RunState;
import dev.headwater.processor.state.Start;
import dev.headwater.prov.Statement;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Tells findings to whoever listens, and says them as lineage. */
final class DetectProcessor implements Processor<String, Found, String, Object> {

    private final FindingStatements statements;
    private @Nullable ProcessorContext<String, Object> context;
    private @Nullable KeyValueStore<String, RunState> runs;

    DetectProcessor(FindingStatements statements) {
        this.statements = statements;
    }

    @Override
    public void init(ProcessorContext<String, Object> context) {
        this.context = context;
        this.runs = context.getStateStore(Names.RUNS);
    }

    @Override
    public void process(Record<String, Found> record) {
        ProcessorContext<String, Object> out = Names.initialised(context);
        String runId = record.key();
        RunState run = Names.initialised(runs).get(runId);
        Start start = run == null ? null : run.getStart();
        String experiment = start == null ? null : start.getExperiment();
        out.forward(
                new Record<>(
                        runId,
                        FindingStatements.anomaly(
                                runId, experiment, record.value().finding()),
                        record.timestamp()),
                Names.ANOMALIES);
        for (Statement statement : statements.say(runId, record.value().finding())) {
            Outputs.say(out, statement, record.timestamp());
        }
    }
}
