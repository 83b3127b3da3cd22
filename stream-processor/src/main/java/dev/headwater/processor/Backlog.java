package dev.headwater.processor;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.TopicPartition;

/**
 * What was in the inputs at the first look, and whatever follows from it in the topics between the stages.
 *
 * <p>What a stage has read, and what it wrote because of it, are committed at once. So when the inputs are read up to where they ended,
 * all that the next stages have to read for it is in the topics between, and these are to be read up to where they end by then. That is
 * done as many times as there are such topics, which is enough however they lie behind one another.
 */
final class Backlog {

    /** How far the readers have come. */
    interface Readers {
        /** Where topics end now; of those that are not there, nothing. */
        Map<TopicPartition, Long> ends(Collection<String> topics)
                throws ExecutionException, InterruptedException, TimeoutException;

        /** Records before these ends that are not read, with what was written because of them committed. */
        long unread(Map<TopicPartition, Long> ends) throws ExecutionException, InterruptedException, TimeoutException;
    }

    private final List<String> inputs;
    private final List<String> between;
    private Map<TopicPartition, Long> ends = Map.of();
    private boolean begun;
    private int rounds;

    Backlog(List<String> inputs, List<String> between) {
        this.inputs = inputs;
        this.between = between;
    }

    /** Whether all of it is read. */
    boolean done(Readers readers) throws ExecutionException, InterruptedException, TimeoutException {
        if (!begun) {
            ends = readers.ends(inputs);
            begun = true;
        }
        while (readers.unread(ends) == 0) {
            if (rounds == between.size()) {
                return true;
            }
            ends = readers.ends(between);
            rounds++;
        }
        return false;
    }
}
