package dev.headwater.sink;

import dev.headwater.sink.graph.Advance;
import dev.headwater.sink.graph.GraphTrouble;
import dev.headwater.sink.graph.GraphWriter;
import dev.headwater.sink.graph.WatermarkMoved;
import dev.headwater.sink.intent.Said;
import dev.headwater.sink.intent.WriteSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.neo4j.driver.exceptions.Neo4jException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a batch in one transaction. When its content is refused, it is halved until the records that cannot be written
 * are alone; those become dead letters and the rest is written. A record is only blamed if the database takes an empty
 * transaction at that moment.
 */
final class BatchWriter {

    private static final Logger LOG = LoggerFactory.getLogger(BatchWriter.class);

    private final GraphWriter graph;
    private final DeadLetters deadLetters;
    private final Function<Neo4jException, GraphTrouble> troubles;

    BatchWriter(GraphWriter graph, DeadLetters deadLetters, Function<Neo4jException, GraphTrouble> troubles) {
        this.graph = graph;
        this.deadLetters = deadLetters;
        this.troubles = troubles;
    }

    /**
     * Writes the batch and moves the watermarks. May be called again with the same batch after any failure.
     *
     * @throws WatermarkMoved when someone else moved them
     * @throws Neo4jException when the database is away, refuses or is busy
     * @throws org.apache.kafka.common.KafkaException when dead letters cannot be sent
     */
    void write(List<Item> items, Collection<Advance> advances) throws WatermarkMoved {
        List<DeadLetters.Letter> letters = new ArrayList<>();
        List<Item> readable = new ArrayList<>(items.size());
        for (Item item : items) {
            if (item.fault() != null) {
                letters.add(new DeadLetters.Letter(item.record(), item.fault()));
            } else if (item.said() != null) {
                readable.add(item);
            }
        }
        if (letters.isEmpty()) {
            try {
                graph.write(writeSet(readable), advances);
                return;
            } catch (Neo4jException e) {
                if (!isContent(e)) {
                    throw e;
                }
                LOG.debug("batch of {} refused, halving it: {}", readable.size(), e.getMessage());
            }
        }
        // The watermark moves last: until then everything can be done over.
        writeWhatCanBe(readable, advances, letters);
        if (!letters.isEmpty()) {
            deadLetters.send(letters);
            for (DeadLetters.Letter letter : letters) {
                LOG.warn(
                        "{}/{} offset {} is a dead letter: {}",
                        letter.record().topic(),
                        letter.record().partition(),
                        letter.record().offset(),
                        letter.reason());
            }
        }
        graph.write(WriteSet.of(List.of()), advances);
    }

    private void writeWhatCanBe(List<Item> items, Collection<Advance> advances, List<DeadLetters.Letter> letters)
            throws WatermarkMoved {
        if (items.isEmpty()) {
            return;
        }
        try {
            // Another sink may have gone on from here meanwhile, and what it has written is newer than this.
            graph.writePart(writeSet(items), advances);
        } catch (Neo4jException e) {
            if (!isContent(e)) {
                throw e;
            }
            if (items.size() == 1) {
                // If this fails too, the database is to blame and the exception says so.
                graph.probe();
                letters.add(new DeadLetters.Letter(
                        items.get(0).record(),
                        "the graph refuses it: " + troubles.apply(e).message()));
                return;
            }
            int middle = items.size() / 2;
            writeWhatCanBe(items.subList(0, middle), advances, letters);
            writeWhatCanBe(items.subList(middle, items.size()), advances, letters);
        }
    }

    private boolean isContent(Neo4jException failure) {
        return troubles.apply(failure).cause() == GraphTrouble.Cause.CONTENT || GraphTrouble.isTooLarge(failure);
    }

    private static WriteSet writeSet(List<Item> items) {
        List<Said> said = new ArrayList<>(items.size());
        items.forEach(item -> item.what().ifPresent(said::add));
        return WriteSet.of(said);
    }
}
