package dev.headwater.launcher.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.headwater.prov.Attribute;
import dev.headwater.prov.Digest;
import dev.headwater.prov.Formal;
import dev.headwater.prov.Kind;
import dev.headwater.prov.Statement;
import dev.headwater.prov.Value;
import dev.headwater.schemas.Columns;
import dev.headwater.series.SeriesChunk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents that the Python package yprov4ml writes while the tests run, with metric files of each of its formats. */
class YProvDocumentsTest {

    private static final int NO_SUCH_FORMAT = 3;

    /** Making a document takes seconds, and no test changes it. */
    private static final Map<String, Path> DOCUMENTS = new HashMap<>();

    @TempDir
    static Path folder = Path.of("");

    private final List<Statement> said = new ArrayList<>();
    private final List<SeriesChunk> chunks = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    @Test
    void aDocumentOfThePackageIsARunWithTypedParametersPointsAndDigests() throws Exception {
        Path document = record("csv");

        say(document);

        Statement run = only("mlp:Run");
        assertThat(run.formals()).containsKeys(Formal.START_TIME, Formal.END_TIME);
        assertThat(value(run, "mlp:experiment")).isEqualTo(Value.of("digits"));
        assertThat(value(run, "mlp:status")).isEqualTo(Value.of("FINISHED"));
        assertThat(value(run, "mlp:pointsReceived")).isEqualTo(Value.of(28));
        assertThat(only("mlp:Configuration").attributes())
                .startsWith(
                        new Attribute("param:epochs", Value.of(3)),
                        new Attribute("param:lr", Value.of(0.001)),
                        new Attribute("param:nesterov", Value.of(true)),
                        new Attribute("param:optimizer", Value.of("SGD")));
        Statement loss = said.stream()
                .filter(statement -> statement.id().endsWith("/train/loss"))
                .findFirst()
                .orElseThrow();
        assertThat(value(loss, "mlp:count")).isEqualTo(Value.of(25));
        assertThat(value(loss, "mlp:firstValue")).isEqualTo(Value.of(1.0));
        assertThat(value(loss, "mlp:min")).isEqualTo(Value.of(1.0 / 25));
        assertThat(value(loss, "mlp:lastStep")).isEqualTo(Value.of(24));
        assertThat(chunks).hasSize(2);
        // The copies are beside the document, and stand for what they were copied from.
        assertThat(said)
                .filteredOn(statement -> statement.types().contains("mlp:Model"))
                .extracting(Statement::id)
                .containsExactly("data:" + Digest.of("weights"));
        assertThat(said)
                .filteredOn(statement -> statement.kind() == Kind.WAS_GENERATED_BY
                        && ("data:" + Digest.of("weights")).equals(statement.formal(Formal.ENTITY)))
                .singleElement()
                .satisfies(made -> assertThat(value(made, "mlp:uri")).isEqualTo(Value.of("model.bin")));
        assertThat(notes).isEmpty();
    }

    @Test
    void theSameDocumentIsTheSameRun() throws Exception {
        Path document = record("csv");

        say(document);
        List<Statement> first = List.copyOf(said);
        said.clear();
        say(document);

        assertThat(said).isEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "nc", "zarr", "zarr BLOSC_ZSTD"})
    void pointsAreTheSameFromEveryFormat(String format) throws Exception {
        Path document = record(format);

        say(document);

        List<Double> losses = new ArrayList<>();
        List<Long> steps = new ArrayList<>();
        for (SeriesChunk chunk : chunks) {
            if (chunk.getSeriesId().endsWith("/train/loss")) {
                losses.addAll(chunk.getValues());
                Arrays.stream(Columns.absolute(chunk.getStepDeltas())).forEach(steps::add);
                // Milliseconds, and of today.
                assertThat(Arrays.stream(Columns.absolute(chunk.getTimeDeltas()))
                                .mapToObj(Instant::ofEpochMilli))
                        .allSatisfy(time -> assertThat(time)
                                .isBetween(
                                        Instant.now().minus(Duration.ofDays(1)),
                                        Instant.now().plus(Duration.ofDays(1))));
            }
        }
        assertThat(steps).isEqualTo(LongStream.range(0, 25).boxed().toList());
        // All but CSV have values of 32 bits.
        assertThat(losses)
                .isEqualTo(IntStream.range(0, 25)
                        .mapToObj(step -> format.equals("csv") ? 1.0 / (1 + step) : (double) (float) (1.0 / (1 + step)))
                        .toList());
        assertThat(value(only("mlp:Run"), "mlp:pointsReceived")).isEqualTo(Value.of(28));
        assertThat(notes).isEmpty();
    }

    /** @param format and compressor, as the script takes them */
    private static Path record(String format) throws IOException, InterruptedException {
        Path made = DOCUMENTS.get(format);
        if (made != null) {
            return made;
        }
        String python = System.getenv("HEADWATER_YPROV_PYTHON");
        assumeTrue(python != null && !python.isBlank(), "HEADWATER_YPROV_PYTHON names no Python that has yprov4ml");
        Path script = Path.of(System.getProperty("headwater.root", ".."))
                .resolve("launcher/src/test/python/yprov_documents.py")
                .toAbsolutePath();
        Path own = Files.createDirectory(folder.resolve(format));
        Path log = folder.resolve(format + ".txt");
        List<String> command = new ArrayList<>(List.of(python, script.toString(), own.toString()));
        command.addAll(List.of(format.split(" ")));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assumeTrue(process.exitValue() != NO_SUCH_FORMAT, Files.readString(log));
        assertThat(process.exitValue()).as(Files.readString(log)).isZero();
        try (Stream<Path> files = Files.list(own.resolve("prov/digits_0"))) {
            Path document = files.filter(file -> file.toString().endsWith(".json"))
                    .findFirst()
                    .orElseThrow();
            DOCUMENTS.put(format, document);
            return document;
        }
    }

    private void say(Path document) throws IOException {
        ImportedRun run = ImportedRun.of(document);
        said.addAll(run.statements());
        chunks.addAll(run.chunks());
        notes.addAll(run.notes());
    }

    private Statement only(String type) {
        List<Statement> found = said.stream()
                .filter(statement -> statement.types().contains(type))
                .toList();
        assertThat(found).as(type).hasSize(1);
        return found.get(0);
    }

    private static Value value(Statement statement, String attribute) {
        return statement.attributes().stream()
                .filter(each -> each.name().equals(attribute))
                .map(Attribute::value)
                .findFirst()
                .orElseThrow(() -> new AssertionError(statement + " has no " + attribute));
    }
}
