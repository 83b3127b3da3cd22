package dev.headwater.launcher.imports;

import dev.headwater.prov.Statement;
import dev.headwater.series.SeriesChunk;
import dev.headwater.sink.document.StoredDocument;
import dev.headwater.sink.yprov.YProvDocument;
import dev.headwater.sink.yprov.YProvRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a document of yProv4ML says as a run, with the files that are beside it. */
public record ImportedRun(List<Statement> statements, List<SeriesChunk> chunks, List<String> notes) {

    /** As {@code headwater import} does it. */
    public static ImportedRun of(Path document) throws IOException {
        return of(document, DocumentName.of(new StoredDocument(document)), false);
    }

    /** As {@code headwater import --as} does it. */
    public static ImportedRun of(Path document, String run) throws IOException {
        return of(document, run, true);
    }

    private static ImportedRun of(Path document, String name, boolean isRunId) throws IOException {
        ImportedRun imported = new ImportedRun(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        YProvRun.say(
                YProvDocument.read(new StoredDocument(document)).orElseThrow(),
                name,
                isRunId,
                new FilesBeside(document),
                new YProvRun.Listener() {
                    @Override
                    public void said(Statement statement) {
                        imported.statements.add(statement);
                    }

                    @Override
                    public void points(SeriesChunk chunk) {
                        imported.chunks.add(chunk);
                    }

                    @Override
                    public void note(String what) {
                        imported.notes.add(what);
                    }
                });
        return imported;
    }
}
