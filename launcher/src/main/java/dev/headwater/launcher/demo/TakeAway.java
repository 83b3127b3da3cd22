package dev.headwater.launcher.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.launcher.Figures;
import dev.headwater.launcher.Json;
import dev.headwater.launcher.graph.Graph;
import dev.headwater.prov.Identifiers;
import dev.headwater.sink.export.Extent;
import dev.headwater.sink.export.NothingToExport;
import dev.headwater.sink.export.Progress;
import dev.headwater.sink.export.ProvExport;
import dev.headwater.sink.export.Selection;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes the PROV-JSON document of the demo, and looks whether the runs are in it. */
final class TakeAway {

    private final Graph graph;
    private final Path folder;

    TakeAway(Graph graph, Path folder) {
        this.graph = graph;
        this.folder = folder;
    }

    /** @return what is missing, in words */
    List<String> write(List<String> runs, PrintStream out) throws IOException {
        Path file = folder.resolve("provenance.json");
        ProvExport.Summary summary;
        try {
            summary = new ProvExport(graph.driver()).toFile(Extent.of(new Selection.Runs(runs)), file, Progress.none());
        } catch (NothingToExport e) {
            return List.of("the PROV-JSON document: " + e.getMessage());
        }
        out.println();
        out.println("PROV-JSON of both runs: " + file + ", " + Figures.count(summary.statements()) + " statements, "
                + Figures.count(Files.size(file)) + " bytes");
        JsonNode document = Json.read(Files.readString(file));
        List<String> missing = new ArrayList<>();
        for (String run : runs) {
            JsonNode bundle = document.path("bundle").path(Identifiers.record(run));
            if (!bundle.path("activity").has(Identifiers.run(run))) {
                missing.add("run " + run + " in " + file);
            }
        }
        return missing;
    }
}
