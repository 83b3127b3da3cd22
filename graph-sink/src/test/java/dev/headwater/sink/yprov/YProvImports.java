package dev.headwater.sink.yprov;

import dev.headwater.prov.Digest;
import dev.headwater.prov.Kind;
import dev.headwater.prov.Statement;
import dev.headwater.series.SeriesChunk;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Imports documents whose files are in memory; ' stands for the quotes of JSON, ` for those of Python. */
abstract class YProvImports {

    final List<Statement> said = new ArrayList<>();
    final List<SeriesChunk> chunks = new ArrayList<>();
    final List<String> notes = new ArrayList<>();
    final Map<String, double[]> metrics = new HashMap<>();

    /** What files hold, by path. */
    final Map<String, String> contents = new HashMap<>();

    static Optional<YProvDocument> read(String document) throws IOException {
        byte[] bytes = document.replace('\'', '"').replace('`', '\'').getBytes(StandardCharsets.UTF_8);
        return YProvDocument.read(() -> new ByteArrayInputStream(bytes));
    }

    void say(String document) throws IOException {
        YProvRun.say(read(document).orElseThrow(), "document-0123456789", false, new InMemory(), new Gathering());
    }

    Statement only(String type) {
        return said.stream()
                .filter(statement -> statement.types().contains(type))
                .reduce((one, other) -> {
                    throw new AssertionError("both are " + type + ": " + one + ", " + other);
                })
                .orElseThrow(() -> new AssertionError("none is " + type));
    }

    Statement relation(Kind kind, String source, String target) {
        return said.stream()
                .filter(statement -> statement.kind() == kind)
                .filter(statement -> source.equals(statement.formal(kind.source())))
                .filter(statement ->
                        target.equals(statement.formal(kind.formals().get(1))))
                .findFirst()
                .orElseThrow();
    }

    static String text(Statement statement, String attribute) {
        return statement.attributes().stream()
                .filter(each -> each.name().equals(attribute))
                .map(each -> each.value().lexical())
                .findFirst()
                .orElseThrow(() -> new AssertionError(statement + " has no " + attribute));
    }

    /** All of what an attribute says, in its order. */
    static List<String> texts(Statement statement, String attribute) {
        return statement.attributes().stream()
                .filter(each -> each.name().equals(attribute))
                .map(each -> each.value().lexical())
                .toList();
    }

    private final class InMemory implements Surroundings {
        @Override
        public Optional<Content> content(String path) {
            return Optional.ofNullable(contents.get(path)).map(text -> new Content(Digest.of(text), text.length()));
        }

        @Override
        public Optional<String> points(String path, PointReader reader) {
            double[] values = metrics.get(path);
            if (values == null) {
                return Optional.of("absent");
            }
            for (int i = 0; i < values.length; i++) {
                reader.point(i, 1_000 + i, values[i]);
            }
            return Optional.empty();
        }
    }

    private final class Gathering implements YProvRun.Listener {
        @Override
        public void said(Statement statement) {
            said.add(statement);
        }

        @Override
        public void points(SeriesChunk chunk) {
            chunks.add(chunk);
        }

        @Override
        public void note(String what) {
            notes.add(what);
        }
    }
}
