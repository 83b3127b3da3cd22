package dev.headwater.judges.panel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All judges. Two of them come with the build; Python's needs {@code HEADWATER_PROV_PYTHON} to name an interpreter with
 * the package {@code prov}, the schema's needs {@code HEADWATER_DATA} to name the folder of test data. Both may be
 * system properties of the names {@code headwater.prov.python} and {@code headwater.data} instead.
 */
public final class Judges {

    private final List<Judge> judges;
    private final ValidationJudge validation;
    private final PythonJudge python;

    private Judges(List<Judge> judges, ValidationJudge validation, PythonJudge python) {
        this.judges = List.copyOf(judges);
        this.validation = validation;
        this.python = python;
    }

    /** @param root the checkout, built */
    public static Judges of(Path root) {
        PythonJudge python = new PythonJudge(setting("headwater.prov.python", "HEADWATER_PROV_PYTHON"));
        ValidationJudge validation = new ValidationJudge(root);
        String data = setting("headwater.data", "HEADWATER_DATA");
        return new Judges(
                List.of(
                        new SchemaJudge(data == null ? null : Path.of(data)),
                        new ProvJsonJudge(root, python),
                        validation,
                        python),
                validation,
                python);
    }

    /** The verdict of each judge. One that fails to work refuses. */
    public List<Verdict> judge(Path document) throws InterruptedException {
        List<Verdict> verdicts = new ArrayList<>();
        for (Judge judge : judges) {
            try {
                verdicts.add(judge.judge(document));
            } catch (IOException e) {
                verdicts.add(Verdict.refused(judge.getClass().getSimpleName(), e.toString()));
            }
        }
        return verdicts;
    }

    /** Whether each pair of documents says the same in the eyes of Python's reader; on success, how many pairs there are. */
    public Verdict same(Map<Path, Path> pairs) throws IOException, InterruptedException {
        return python.same(pairs);
    }

    /** What ProvToolbox's validator objects to, by document; nothing for those that it finds valid. */
    public Map<Path, String> faults(Collection<Path> documents) throws IOException, InterruptedException {
        return validation.faults(documents);
    }

    /** Prints the verdicts on each file. Exit status 1 when a judge refuses one. The checkout is {@code headwater.root}. */
    public static void main(String[] files) throws InterruptedException {
        Judges judges = of(Path.of(System.getProperty("headwater.root", "")).toAbsolutePath());
        boolean refused = false;
        for (String file : files) {
            System.out.println(file);
            if (!Files.isReadable(Path.of(file))) {
                System.out.println("  cannot be read");
                refused = true;
                continue;
            }
            for (Verdict verdict : judges.judge(Path.of(file))) {
                System.out.println("  " + verdict);
                refused |= verdict.outcome() == Verdict.Outcome.REFUSED;
            }
        }
        System.exit(refused ? 1 : 0);
    }

    private static @Nullable String setting(String property, String variable) {
        return Optional.ofNullable(System.getProperty(property))
                .or(() -> Optional.ofNullable(System.getenv(variable)))
                .filter(value -> !value.isBlank())
                .orElse(null);
    }
}
