package dev.headwater.judges.panel;

import java.io.IOException;
import java.nio.file.Path;

/** {@code org.openprovenance.prov:prov-validation} 2.2.1: PROV-CONSTRAINTS. */
final class ValidationJudge implements Judge {

    private static final String NAME = "prov-validation 2.2.1";

    private final Path root;

    ValidationJudge(Path root) {
        this.root = root;
    }

    @Override
    public Verdict judge(Path document) throws IOException, InterruptedException {
        int statements = Statements.total(document);
        Child child = Child.java(
                root,
                "prov-validation",
                "dev.headwater.judges.validation.Validity",
                document.toString(),
                Integer.toString(statements));
        return child.status() == 0 ? Verdict.accepted(NAME, "valid") : Verdict.refused(NAME, child.summary());
    }
}
