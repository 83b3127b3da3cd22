package dev.headwater.judges.panel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;

/**
 * {@code org.openprovenance.prov:prov-json} 0.9.27: what it writes again must have as many statements of each kind, and
 * be the same document in the eyes of Python, if there is one.
 */
final class ProvJsonJudge implements Judge {

    private static final String NAME = "prov-json 0.9.27";

    private final Path root;
    private final PythonJudge python;

    ProvJsonJudge(Path root, PythonJudge python) {
        this.root = root;
        this.python = python;
    }

    @Override
    public Verdict judge(Path document) throws IOException, InterruptedException {
        Path rewritten = Files.createTempFile("rewritten", ".json");
        try {
            Child child = Child.java(
                    root,
                    "prov-json",
                    "dev.headwater.judges.provjson.Rewrite",
                    document.toString(),
                    rewritten.toString());
            if (child.status() != 0) {
                return Verdict.refused(NAME, child.summary());
            }
            SortedMap<String, Integer> before = Statements.byKind(document);
            SortedMap<String, Integer> after = Statements.byKind(rewritten);
            if (!before.equals(after)) {
                return Verdict.refused(NAME, "sees " + after + " instead of " + before);
            }
            String difference = python.isThere() ? python.difference(document, rewritten) : "";
            if (!difference.isEmpty()) {
                return Verdict.refused(NAME, difference);
            }
            return Verdict.accepted(NAME, after + (python.isThere() ? ", the same to Python" : ""));
        } finally {
            Files.deleteIfExists(rewritten);
        }
    }
}
