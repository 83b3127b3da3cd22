package dev.headwater.processor.topology;

import dev.headwater.event.Heartbeat;
import dev.headwater.event.JournalDamaged;
import dev.headwater.event.PointsThinned;
import dev.headwater.event.RunEvent;
import dev.headwater.event.RunStarted;
import dev.headwater.processor.detect.sibling.Portraits;
import dev.headwater.processor.lineage.LineageMapper;
import dev.headwater.processor.lineage.Mapped;
import dev.headwater.processor.meeting.Contacts;
import dev.headwater.processor.state.RunState;
import dev.headwater.processor.state.Start;
import dev.headwater.processor.store.StateSerde;
import dev.headwater.prov.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says what each run event means. */
final class LineageProcessor implements Processor<String, FreshEvent, String, Object> {

    private static final Logger LOG = LoggerFactory.getLogger(LineageProcessor.class);

    private static final int RUNS_AT_HAND = 20_000;

    private final Settings settings;
    private final StateSerde<RunState> measure = new StateSerde<>(RunState.getClassSchema());
    private @Nullable ProcessorContext<String, Object> context;
    private @Nullable KeyValueStore<String, RunState> runs;

    /** Of the runs lately heard of, so that their state is not read at each heartbeat. */
    private final Map<String, Boolean> portrayed = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > RUNS_AT_HAND;
        }
    };

    LineageProcessor(Settings settings) {
        this.settings = settings;
    }

    @Override
    public void init(ProcessorContext<String, Object> context) {
        this.context = context;
        this.runs = context.getStateStore(Names.RUNS);
        portrayed.clear();
    }

    @Override
    public void process(Record<String, FreshEvent> record) {
        ProcessorContext<String, Object> out = Names.initialised(context);
        RunEvent event = record.value().event();
        Object payload = event.getPayload();
        boolean runChanged = false;
        if (!(payload instanceof Heartbeat || payload instanceof PointsThinned || payload instanceof JournalDamaged)) {
            runChanged = map(record, event, out);
        }
        long heartbeat = payload instanceof Heartbeat beat ? beat.getIntervalMillis() : 0;
        Heard heard =
                new Heard(event.getRank(), heartbeat, runChanged, record.value().bootComplete());
        // Liveness comes last: with this event the run may settle, and the rules must have heard the event by then.
        out.forward(new Record<>(record.key(), event, record.timestamp()), Names.RUN_RULES);
        if (payload instanceof RunStarted) {
            out.forward(new Record<>(record.key(), new RunIntroduced(), record.timestamp()), Names.SERIES);
        }
        out.forward(new Record<>(record.key(), heard, record.timestamp()), Names.LIVENESS);
        portray(record.key(), event, record.timestamp());
    }

    private boolean map(Record<String, FreshEvent> record, RunEvent event, ProcessorContext<String, Object> out) {
        KeyValueStore<String, RunState> store = Names.initialised(runs);
        RunState before = store.get(record.key());
        Mapped mapped = LineageMapper.apply(before == null ? LineageMapper.unknown(record.key()) : before, event);
        byte[] bytes = measure.serialize(Names.RUNS, mapped.state());
        if (bytes != null && bytes.length > settings.runStateBytes()) {
            throw Rejection.beyondBounds(
                    "the lineage of the run would take " + bytes.length + " bytes of state, more than "
                            + settings.runStateBytes() + "; it says too many or too long params, tags or artifacts");
        }
        store.put(record.key(), mapped.state());
        for (Statement statement : mapped.statements()) {
            Outputs.say(out, statement, record.timestamp());
        }
        tellOtherRuns(mapped.state(), event, record.timestamp());
        return mapped.runChanged();
    }

    /** Once for each run, however long it goes on: who compares runs remembers only the last of them. */
    private void portray(String runId, RunEvent event, long timestamp) {
        if (!Portraits.areDue(event) || portrayed.put(runId, Boolean.TRUE) != null) {
            return;
        }
        RunState run = Names.initialised(runs).get(runId);
        Start start = run == null ? null : run.getStart();
        if (run == null || start == null) {
            portrayed.remove(runId);
        } else if (!run.getPortrayed()) {
            Names.initialised(runs)
                    .put(runId, RunState.newBuilder(run).setPortrayed(true).build());
            Names.initialised(context)
                    .forward(
                            new Record<>(start.getExperiment(), Portraits.of(run, event), timestamp),
                            Names.TO_EXPERIMENTS);
        }
    }

    private void tellOtherRuns(RunState run, RunEvent event, long timestamp) {
        Contacts contacts = Contacts.of(run, event);
        for (Contacts.Contact contact : contacts.all()) {
            Names.initialised(context)
                    .forward(new Record<>(contact.contentId(), contact.touch(), timestamp), Names.TO_CONTENTS);
        }
        if (contacts.leftOut() > 0) {
            LOG.warn(
                    "run {} reads and writes so many files that {} derivations from one of its events are not looked for"
                            + " across runs",
                    run.getRunId(),
                    contacts.leftOut());
        }
    }
}
