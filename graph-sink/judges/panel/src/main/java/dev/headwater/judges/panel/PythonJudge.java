package dev.headwater.judges.panel;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The Python package {@code prov}: reads a document, writes it, reads it again, and compares two documents. */
final class PythonJudge implements Judge {

    private static final String NAME = "Python prov";

    private final @Nullable String interpreter;

    /** @param interpreter a Python that has the package, or null */
    PythonJudge(@Nullable String interpreter) {
        this.interpreter = interpreter;
    }

    boolean isThere() {
        return interpreter != null;
    }

    @Override
    public Verdict judge(Path document) throws IOException, InterruptedException {
        if (interpreter == null) {
            return Verdict.skipped(NAME, "HEADWATER_PROV_PYTHON names no Python with the package prov");
        }
        Child child = ask("check", document.toString());
        int expected = Statements.total(document);
        if (child.status() != 0) {
            return Verdict.refused(NAME, child.summary());
        }
        return child.output().equals(Integer.toString(expected))
                ? Verdict.accepted(NAME, expected + " statements")
                : Verdict.refused(NAME, "sees " + child.summary() + " of " + expected + " statements");
    }

    /** What differs between two documents; empty when nothing does. */
    String difference(Path one, Path other) throws IOException, InterruptedException {
        Child child = ask("compare", one.toString(), other.toString());
        return child.status() == 0 ? "" : child.summary();
    }

    /** Whether each pair of documents says the same, in bundles and outside. */
    Verdict same(Map<Path, Path> pairs) throws IOException, InterruptedException {
        if (interpreter == null) {
            return Verdict.skipped(NAME, "HEADWATER_PROV_PYTHON names no Python with the package prov");
        }
        Path list = Files.createTempFile("pairs", ".tsv");
        try {
            Files.write(
                    list,
                    pairs.entrySet().stream()
                            .map(pair -> pair.getKey() + "\t" + pair.getValue())
                            .toList());
            Child child = ask("compare-all", list.toString());
            return child.status() == 0
                    ? Verdict.accepted(NAME, child.output())
                    : Verdict.refused(NAME, child.summary());
        } finally {
            Files.deleteIfExists(list);
        }
    }

    private Child ask(String... arguments) throws IOException, InterruptedException {
        Path script = Files.createTempFile("judge", ".py");
        try (InputStream resource = PythonJudge.class.getResourceAsStream("judge.py")) {
            if (resource == null) {
                throw new IOException("judge.py is not on the class path");
            }
            Files.copy(resource, script, StandardCopyOption.REPLACE_EXISTING);
            List<String> command = new java.util.ArrayList<>(List.of(String.valueOf(interpreter), script.toString()));
            command.addAll(List.of(arguments));
            return Child.run(command);
        } finally {
            Files.deleteIfExists(script);
        }
    }
}
