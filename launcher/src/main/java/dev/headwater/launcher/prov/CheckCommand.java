package dev.headwater.launcher.prov;

import dev.headwater.launcher.Explanation;
import dev.headwater.launcher.Figures;
import dev.headwater.launcher.Json;
import dev.headwater.launcher.Terminal;
import dev.headwater.launcher.VerboseOption;
import dev.headwater.sink.document.StoredDocument;
import dev.headwater.sink.prov.ProvJsonException;
import dev.headwater.sink.prov.ProvJsonException.Fault;
import dev.headwater.sink.prov.constraints.ConstraintCheck;
import dev.headwater.sink.prov.constraints.Violation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code headwater prov check}. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Checks PROV-JSON documents: their form, and whether what they say can be.",
        description = {
            "Prints each violation with the number and name of the constraint of W3C PROV-CONSTRAINTS and the ids: two"
                    + " different generations of one entity by one activity (24), a start that is not at the start time (28), an"
                    + " entity that is an activity (55), a cycle of derivations (42) and others; statements that lack what the"
                    + " data model demands; and where a document is malformed, with a JSON pointer. Each bundle is checked by"
                    + " itself. Documents may be of any size, and compressed with gzip or zstd. Of a folder every "
                    + StoredDocument.ENDINGS + " is checked.",
            "",
            "Exit status 1 when a document is malformed or violates a constraint, 2 when one cannot be read or has statements"
                    + " that Headwater does not read (PROV-Dictionary, PROV-Links), 0 otherwise.",
            "",
            "Example: headwater prov check theirs.json",
            ""
        })
public final class CheckCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private final VerboseOption verbose = new VerboseOption();

    @Option(names = "--json", description = "Print one JSON object a line for each violation, and nothing else.")
    private boolean json;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "A document, or a folder of documents.")
    private List<Path> files = List.of();

    private long documents;
    private long unread;
    private long statements;
    private long violations;

    public CheckCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        for (Path file : files) {
            try {
                StoredDocument.at(file).forEach(this::document);
            } catch (IOException e) {
                unread(file, e);
            }
        }
        if (!json && unread < documents) {
            terminal.out()
                    .println("checked " + counted(documents - unread, "document") + " of " + Figures.count(documents)
                            + ": " + counted(statements, "statement") + ", " + counted(violations, "violation"));
        }
        return unread > 0 ? 2 : violations > 0 ? 1 : 0;
    }

    private void document(StoredDocument document) {
        Path file = document.path();
        try {
            statements += ConstraintCheck.check(document, (bundle, violation) -> violation(file, bundle, violation));
            documents++;
        } catch (ProvJsonException e) {
            if (e.fault() == Fault.UNSUPPORTED) {
                unread(file, e);
            } else {
                malformed(file, e);
                documents++;
            }
        } catch (IOException e) {
            unread(file, e);
        }
    }

    private void unread(Path file, IOException failure) {
        documents++;
        unread++;
        terminal.note("headwater: " + Explanation.of(file, failure));
    }

    private void violation(Path file, @Nullable String bundle, Violation violation) {
        violations++;
        if (json) {
            Map<String, Object> line = line(file, violation.constraint().title());
            if (violation.constraint().number() > 0) {
                line.put("number", violation.constraint().number());
            }
            if (bundle != null) {
                line.put("bundle", bundle);
            }
            line.put("ids", violation.ids());
            line.put("what", violation.what());
            terminal.out().println(Json.line(line));
        } else {
            terminal.out().println(file + ": " + (bundle == null ? "" : "bundle " + bundle + ": ") + violation);
        }
    }

    private void malformed(Path file, ProvJsonException failure) {
        violations++;
        if (json) {
            Map<String, Object> line = line(file, "malformed");
            line.put("pointer", failure.pointer());
            line.put("what", Explanation.of(failure));
            terminal.out().println(Json.line(line));
        } else {
            terminal.out().println(file + ": malformed: " + Explanation.of(failure));
        }
    }

    private static Map<String, Object> line(Path file, String constraint) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("file", file.toString());
        line.put("constraint", constraint);
        return line;
    }

    private static String counted(long count, String what) {
        return Figures.count(count) + " " + what + (count == 1 ? "" : "s");
    }
}
