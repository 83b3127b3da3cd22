package dev.headwater.benchmarks.export.guest;

import dev.headwater.sink.export.Extent;
import dev.headwater.sink.export.NothingToExport;
import dev.headwater.sink.export.Progress;
import dev.headwater.sink.export.ProvExport;
import dev.headwater.sink.export.Selection;
import java.io.IOException;
import java.nio.file.Path;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;

/** Exports everything to a file, as {@code headwater export --all} does. */
public final class Export {

    private Export() {}

    /** @param arguments address of Neo4j, the file; prints statements and seconds */
    public static void main(String[] arguments) throws IOException, NothingToExport {
        try (Driver driver = GraphDatabase.driver(arguments[0], AuthTokens.none())) {
            PeakMemory memory = PeakMemory.watch();
            long begin = System.nanoTime();
            ProvExport.Summary summary = new ProvExport(driver)
                    .toFile(Extent.of(new Selection.All()), Path.of(arguments[1]), Progress.none());
            Answer.say(summary.statements(), System.nanoTime() - begin, memory);
        }
    }
}
