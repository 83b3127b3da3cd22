package dev.headwater.processor.topology;

import dev.headwater.processor.meeting.Tie;
import dev.headwater.processor.meeting.Ties;
import dev.headwater.processor.meeting.Touches;
import dev.headwater.processor.state.Meeting;
import dev.headwater.processor.state.Touch;
import dev.headwater.processor.store.StoreKeys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where all touches of a content meet, whatever runs and partitions they come from: says which run was informed by which,
 * and what was derived from what. Each statement goes to the partition of the run that it is about.
 */
final class MeetingProcessor implements Processor<String, Touch, String, Object> {

    private static final Logger LOG = LoggerFactory.getLogger(MeetingProcessor.class);

    private static final Duration TICK = Duration.ofSeconds(30);
    private static final int LOOKED_AT_PER_TICK = 2_000;

    private final Settings settings;
    private @Nullable ProcessorContext<String, Object> context;
    private @Nullable KeyValueStore<String, Meeting> meetings;
    private @Nullable KeyValueStore<String, Touch> touches;
    private String lookedAtUntil = "";

    MeetingProcessor(Settings settings) {
        this.settings = settings;
    }

    @Override
    public void init(ProcessorContext<String, Object> context) {
        this.context = context;
        this.meetings = context.getStateStore(Names.MEETINGS);
        this.touches = context.getStateStore(Names.TOUCHES);
        context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, this::forgetOld);
    }

    @Override
    public void process(Record<String, Touch> record) {
        SourceBytes.take(Names.initialised(context));
        String contentId = record.key();
        Touch touch = record.value();
        String row = StoreKeys.touch(contentId, touch.getRunId());
        Meeting known = Names.initialised(meetings).get(contentId);
        Meeting before = known == null ? Ties.nobody() : known;
        Touch own = Names.initialised(touches).get(row);
        Touch sum = own == null ? touch : Touches.sum(own, touch);
        boolean crowded = own == null && before.getRuns() >= Ties.MOST_RUNS;
        Meeting after = Ties.joinedBy(
                touch,
                before,
                before.getRuns() + (own == null && !crowded ? 1 : 0),
                crowded || Touches.full(sum),
                Names.initialised(context).currentSystemTimeMs());

        Set<Tie> ties = new LinkedHashSet<>(Ties.of(contentId, sum, after));
        if (own != null) {
            ties.removeAll(Ties.of(contentId, own, before));
        }
        if (Ties.concernsAll(before, after)) {
            others(contentId, row, before, after, ties);
        }
        if (!crowded && !sum.equals(own)) {
            Names.initialised(touches).put(row, sum);
        }
        Names.initialised(meetings).put(contentId, after);
        complain(contentId, before, after);
        for (Tie tie : ties) {
            Names.initialised(context)
                    .forward(Outputs.statement(tie.statement(), record.timestamp()), Names.MEETING_STATEMENTS);
        }
    }

    private void others(String contentId, String row, Meeting before, Meeting after, Set<Tie> ties) {
        try (KeyValueIterator<String, Touch> all =
                Names.initialised(touches).prefixScan(StoreKeys.touches(contentId), new StringSerializer())) {
            all.forEachRemaining(other -> {
                if (!other.key.equals(row)) {
                    Set<Tie> more = Ties.of(contentId, other.value, after);
                    more.removeAll(Ties.of(contentId, other.value, before));
                    ties.addAll(more);
                }
            });
        }
    }

    /** At the first one left out, and then whenever their number has doubled. */
    private static void complain(String contentId, Meeting before, Meeting after) {
        long leftOut = after.getLeftOut();
        if (leftOut > before.getLeftOut() && Long.bitCount(leftOut) == 1) {
            LOG.warn(
                    "{} is touched by more runs than are joined ({} are remembered, {} of its makers); {} touches so far"
                            + " tell their run of no maker that comes later, or no run of theirs",
                    contentId,
                    after.getRuns(),
                    after.getMakers().size(),
                    leftOut);
        }
    }

    /** Looks at some contents, the next ones at the next tick, so that no tick is long however many there are. */
    private void forgetOld(long now) {
        List<String> old = new ArrayList<>();
        String from = lookedAtUntil;
        lookedAtUntil = "";
        int looked = 0;
        try (KeyValueIterator<String, Meeting> some =
                Names.initialised(meetings).range(from, null)) {
            while (some.hasNext()) {
                KeyValue<String, Meeting> each = some.next();
                if (looked++ == LOOKED_AT_PER_TICK) {
                    lookedAtUntil = each.key;
                    break;
                }
                if (now - each.value.getTouchedAt()
                        > settings.contentRetention().toMillis()) {
                    old.add(each.key);
                }
            }
        }
        old.forEach(this::forget);
    }

    private void forget(String contentId) {
        List<String> rows = new ArrayList<>();
        try (KeyValueIterator<String, Touch> all =
                Names.initialised(touches).prefixScan(StoreKeys.touches(contentId), new StringSerializer())) {
            all.forEachRemaining(each -> rows.add(each.key));
        }
        rows.forEach(Names.initialised(touches)::delete);
        Names.initialised(meetings).delete(contentId);
    }
}
