package dev.headwater.judges.panel;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code org.openprovenance.prov:prov-validation} 2.2.1: PROV-CONSTRAINTS. */
final class ValidationJudge implements Judge {

    private static final String NAME = "prov-validation 2.2.1";

    private final Path root;

    ValidationJudge(Path root) {
        this.root = root;
    }

    @Override
    public Verdict judge(Path document) throws IOException, InterruptedException {
        Child child = ask(List.of(document));
        return child.status() == 0 ? Verdict.accepted(NAME, "valid") : Verdict.refused(NAME, child.summary());
    }

    /** What it objects to, by document; nothing for those that are valid. */
    Map<Path, String> faults(Collection<Path> documents) throws IOException, InterruptedException {
        Child child = ask(documents);
        Map<Path, String> faults = new LinkedHashMap<>();
        for (Path document : documents) {
            child.output()
                    .lines()
                    .filter(line -> line.startsWith(document + ": "))
                    .forEach(line -> faults.merge(document, line, (one, other) -> one + "; " + other));
        }
        if ((child.status() != 0) == faults.isEmpty()) {
            throw new IOException(NAME + " failed: " + child.summary());
        }
        return faults;
    }

    private Child ask(Collection<Path> documents) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>();
        for (Path document : documents) {
            arguments.add(document.toString());
            arguments.add(Integer.toString(Statements.total(document)));
        }
        return Child.java(
                root, "prov-validation", "dev.headwater.judges.validation.Validity", arguments.toArray(String[]::new));
    }
}
