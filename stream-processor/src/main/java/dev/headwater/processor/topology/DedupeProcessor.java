package dev.headwater.processor.topology;

import dev.headwater.event.HardwareBatch;
import dev.headwater.event.MetricBatch;
import dev.headwater.event.RunEvent;
import dev.headwater.processor.completeness.Boot;
import dev.headwater.processor.completeness.Counter;
import dev.headwater.processor.state.BootState;
import dev.headwater.processor.store.StoreKeys;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Lets through what had not arrived before. A batch that was partly seen is cut to its new points; where it cannot be
 * told which these are, it is rejected whole: nothing is counted twice, and its new points show as missing.
 */
final class DedupeProcessor implements Processor<String, SpecificRecord, String, Object> {

    /** A sender with more holes than this in what it sends is broken; its state must not grow with them. */
    private static final int MOST_GAPS = 4096;

    private static final int LONGEST_ID = 512;

    private static final char METRICS = 'm';
    private static final char HARDWARE = 'h';

    private @Nullable ProcessorContext<String, Object> context;
    private @Nullable KeyValueStore<String, BootState> boots;
    private @Nullable RecentBatches recent;

    @Override
    public void init(ProcessorContext<String, Object> context) {
        this.context = context;
        this.boots = context.getStateStore(Names.BOOTS);
        this.recent = new RecentBatches(context.getStateStore(Names.RECENT_BATCHES));
    }

    @Override
    public void process(Record<String, SpecificRecord> record) {
        SourceBytes.take(Names.initialised(context));
        SpecificRecord value = record.value();
        if (value instanceof RunEvent event) {
            event(record, event);
        } else if (value instanceof MetricBatch batch) {
            identify(record.key(), batch.getRunId(), batch.getRank(), batch.getBootId());
            Batches.check(batch);
            batch(record, batch);
        } else if (value instanceof HardwareBatch batch) {
            identify(record.key(), batch.getRunId(), batch.getRank(), batch.getBootId());
            Batches.check(batch);
            batch(record, batch);
        } else {
            throw new Rejection("the record has no value");
        }
    }

    private void event(Record<String, SpecificRecord> record, RunEvent event) {
        identify(record.key(), event.getRunId(), event.getRank(), event.getBootId());
        long sequence = event.getSequence();
        if (sequence < 0 || sequence > Batches.MOST_SEQUENCE) {
            throw new Rejection("the sequence of an event counts from 0 and cannot be " + sequence);
        }
        String key = StoreKeys.boot(event.getRunId(), event.getRank(), event.getBootId());
        Boot boot = boot(key, event.getRank(), event.getBootId());
        boolean fresh = boot.runEvents().look(sequence, sequence) == Counter.Arrival.NEW;
        if (fresh) {
            bound(boot.runEvents(), sequence);
            boot.learn(event);
        }
        boot.runEvents().receive(sequence, sequence);
        store(key, boot);
        if (fresh) {
            forward(record, new FreshEvent(event, boot.complete()), Names.LINEAGE);
        } else {
            forward(record, Heard.counts(boot.rank(), boot.complete()), Names.LIVENESS);
        }
    }

    private void batch(Record<String, SpecificRecord> record, MetricBatch batch) {
        String key = StoreKeys.boot(batch.getRunId(), batch.getRank(), batch.getBootId());
        Boot boot = boot(key, batch.getRank(), batch.getBootId());
        Counter counter = boot.metricPoints();
        long first = batch.getFirstSequence();
        long last = batch.getLastSequence();
        switch (counter.look(first, last)) {
            case NEW -> {
                bound(counter, first);
                forward(record, batch, Names.SERIES);
            }
            case PARTLY_SEEN ->
                forward(record, Batches.unseen(batch, counter, recent().of(key, METRICS)), Names.SERIES);
            case SEEN -> {}
        }
        recent().remember(key, METRICS, boot.nextMetricBatch(), Batches.shape(batch));
        received(record, key, boot, counter, first, last);
    }

    private void batch(Record<String, SpecificRecord> record, HardwareBatch batch) {
        String key = StoreKeys.boot(batch.getRunId(), batch.getRank(), batch.getBootId());
        Boot boot = boot(key, batch.getRank(), batch.getBootId());
        Counter counter = boot.hardwarePoints();
        long first = batch.getFirstSequence();
        long last = batch.getLastSequence();
        switch (counter.look(first, last)) {
            case NEW -> {
                bound(counter, first);
                forward(record, batch, Names.SERIES);
            }
            case PARTLY_SEEN ->
                forward(record, Batches.unseen(batch, counter, recent().of(key, HARDWARE)), Names.SERIES);
            case SEEN -> {}
        }
        recent().remember(key, HARDWARE, boot.nextHardwareBatch(), Batches.shape(batch));
        received(record, key, boot, counter, first, last);
    }

    private void received(
            Record<String, SpecificRecord> record, String key, Boot boot, Counter counter, long first, long last) {
        counter.receive(first, last);
        store(key, boot);
        forward(record, Heard.counts(boot.rank(), boot.complete()), Names.LIVENESS);
    }

    private void store(String key, Boot boot) {
        Names.initialised(boots).put(key, boot.state());
        if (boot.complete()) {
            recent().forget(key);
        }
    }

    private RecentBatches recent() {
        return Names.initialised(recent);
    }

    private Boot boot(String key, int rank, String bootId) {
        BootState known = Names.initialised(boots).get(key);
        return known == null ? Boot.unheard(rank, bootId) : Boot.of(known);
    }

    private static void bound(Counter counter, long first) {
        if (counter.gaps() >= MOST_GAPS && first > counter.highest() + 1) {
            throw Rejection.beyondBounds(
                    "the boot has left " + counter.gaps() + " gaps in what it sent; no more are kept");
        }
    }

    private static void identify(@Nullable String key, String runId, int rank, String bootId) {
        if (runId.isEmpty() || runId.length() > LONGEST_ID || runId.chars().anyMatch(Character::isISOControl)) {
            throw new Rejection("a run id has 1 to " + LONGEST_ID
                    + " characters and none that controls, but this one has " + runId.length() + " characters");
        }
        if (!runId.equals(key)) {
            throw new Rejection("the key of the record is " + key + ", but its run is " + runId);
        }
        if (rank < 0 || bootId.length() > LONGEST_ID) {
            throw new Rejection("rank " + rank + " is negative, or the boot id of " + bootId.length()
                    + " characters is longer than " + LONGEST_ID);
        }
    }

    private void forward(Record<String, SpecificRecord> from, Object value, String child) {
        Names.initialised(context).forward(new Record<>(from.key(), value, from.timestamp()), child);
    }
}
