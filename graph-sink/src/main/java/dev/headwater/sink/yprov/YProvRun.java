package dev.headwater.sink.yprov;

import dev.headwater.prov.Statement;
import dev.headwater.series.SeriesChunk;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A document of yProv4ML as a run of our profile: what it means rather than what it says, see docs/import.md. The same document
 * with the same files around it gives the same statements.
 */
public final class YProvRun {

    /** What receives the run. */
    public interface Listener {
        void said(Statement statement) throws IOException;

        void points(SeriesChunk chunk) throws IOException;

        /** Something that the document names and that could not be had. */
        void note(String what);
    }

    private YProvRun() {}

    /**
     * Says the run.
     *
     * @param documentName name of the document, of which the id of the run is made where the document has none
     * @param isRunId whether that name is the id of the run
     * @throws IOException when the document tells of no run, a file cannot be read, or by the listener
     */
    public static void say(
            YProvDocument document, String documentName, boolean isRunId, Surroundings files, Listener listener)
            throws IOException {
        Run run = Run.of(document, documentName, isRunId);
        try {
            Sayings sayings = new Sayings(listener);
            MetricMapping metrics = new MetricMapping(run, files, sayings);
            metrics.say();
            new FileMapping(run, files, sayings).say();
            new RunMapping(run, sayings).say(metrics);
            sayings.end();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
