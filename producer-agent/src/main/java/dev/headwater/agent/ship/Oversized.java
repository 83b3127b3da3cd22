package dev.headwater.agent.ship;

import dev.headwater.agent.journal.RunJournal;
import dev.headwater.agent.logging.LateLogger;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the broker finds too large in one journal. An event is sent again with its long texts cut; what is still refused is
 * put into a file beside the journals, and a reader of the topic finds its sequence missing. Nothing of that is silent, and
 * nothing of it holds up the rest of the run.
 */
final class Oversized {

    private static final Logger LOG = new LateLogger();

    private final RunJournal journal;
    /** Events that were refused, and whether even their short form was. Receipts come on the producer's thread. */
    private final Map<Long, Boolean> events = new ConcurrentHashMap<>();
    /** Ends of batches that cannot be smaller. */
    private final Set<Long> batches = new HashSet<>();

    private final Set<Long> saidShort = new HashSet<>();
    private boolean said;

    Oversized(RunJournal journal) {
        this.journal = journal;
    }

    /** @param shortened whether the refused message had its texts cut */
    void event(long sequence, boolean shortened) {
        events.merge(sequence, shortened, Boolean::logicalOr);
    }

    /** @param position where the batch ends */
    void batch(long position) {
        batches.add(position);
    }

    boolean shorten(long sequence) {
        return !events.isEmpty() && events.containsKey(sequence);
    }

    boolean leavesOut(long sequence) {
        return !events.isEmpty() && events.getOrDefault(sequence, false);
    }

    boolean leavesOutBatch(long position) {
        return batches.contains(position);
    }

    /** Says that an event goes out with its long texts cut. */
    void shortened(String address, long sequence, int bytes) {
        if (!saidShort.add(sequence)) {
            return;
        }
        LOG.log(
                Level.WARNING,
                "{0} finds event {1} of run {2} too large ({3} bytes): its long texts are cut. Raise max.message.bytes of the"
                        + " topic to keep them.",
                address,
                sequence,
                journal.identity().runId(),
                bytes);
    }

    /** Keeps a message that will not be sent. @param name of the file, within the run */
    void keep(String address, String name, byte[] message) {
        String where = journal.keep(name, message).map(Object::toString).orElse("nowhere: the disk gives no file");
        if (!said) {
            said = true;
            LOG.log(
                    Level.WARNING,
                    "{0} refuses what cannot be made smaller, {1} of run {2} ({3} bytes): it is missing from the run, and"
                            + " kept in {4}. Raise max.message.bytes of the topic.",
                    address,
                    name,
                    journal.identity().runId(),
                    message.length,
                    where);
        }
    }
}
