package dev.headwater.sink.export;

import dev.headwater.sink.graph.GraphReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads what runs say, some runs at a time, and hands it on run by run: every relation that a run says, and every element
 * that one of those names with all that is known of it, sorted by kind and id. Memory does not grow with what they say.
 */
final class RunReader {

    /** Attribute whose values are the points of a series, a chunk each. */
    static final String POINTS = "mlp:points";

    private static final long BYTES_OF_ELEMENTS = 8L << 20;

    private final GraphReader graph;
    private final Path work;
    private final boolean points;
    private final Elements elements;

    /**
     * @param work folder for what does not fit into memory
     * @param points whether series have their values
     */
    RunReader(GraphReader graph, Path work, boolean points) {
        this.graph = graph;
        this.work = work;
        this.points = points;
        this.elements = new Elements(graph, element -> element, BYTES_OF_ELEMENTS);
    }

    /**
     * @param runs the order in which they are handed on, at most {@value Lines#PLACES}
     * @param alone elements that belong to these runs although none of their relations names them
     */
    void read(List<String> runs, Alone alone, Receiver receiver) throws IOException {
        try (Lines lines = new Lines(work, "runs", Lines.BYTES_OF_GROUP)) {
            RunCollector.name(runs, alone, lines);
            new RunCollector(graph).collect(runs, lines, relation -> {});
            handOn(runs, lines, receiver);
        }
    }

    /** @param lines what these runs say */
    void handOn(List<String> runs, Lines lines, Receiver receiver) throws IOException {
        new Window(graph, elements, points, runs, receiver).writeAll(lines);
    }
}
