package dev.headwater.benchmarks.prov;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import dev.headwater.benchmarks.Benchmark;
import dev.headwater.benchmarks.Figure;
import dev.headwater.benchmarks.Stage;
import dev.headwater.benchmarks.Target;
import dev.headwater.prov.Statement;
import dev.headwater.sink.prov.ProvJsonReader;
import dev.headwater.sink.prov.StatementHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/** Statements to PROV-JSON and back, in memory, by one thread; beside it Jackson alone with the same tokens. */
final class CodecFigures implements Benchmark {

    private interface Work {
        void run() throws IOException;
    }

    private static final class Count implements StatementHandler {
        private long statements;

        @Override
        public void document(Map<String, String> prefixes) {}

        @Override
        public void bundle(String id, Map<String, String> prefixes) {}

        @Override
        public void endOfBundle() {}

        @Override
        public void statement(Statement statement) {
            statements++;
        }
    }

    @Override
    public String name() {
        return "codec";
    }

    @Override
    public String purpose() {
        return "Statements to PROV-JSON and back, one thread, beside Jackson alone with the same tokens";
    }

    @Override
    public List<Figure> measure(Stage stage) throws IOException {
        SampleDocument sample = SampleDocument.of(stage.size(4_000, 20));
        int rounds = stage.size(11, 1);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        long statements = sample.write(bytes);
        byte[] document = bytes.toByteArray();
        TokenBuffer tokens = new ObjectMapper().readValue(document, TokenBuffer.class);

        double[] write = new double[rounds];
        double[] read = new double[rounds];
        double[] jackson = new double[rounds];
        for (int i = -stage.size(5, 1); i < rounds; i++) {
            int round = Math.max(0, i);
            jackson[round] = seconds(() -> copy(tokens));
            write[round] = seconds(() -> sample.write(OutputStream.nullOutputStream()));
            read[round] = seconds(() -> {
                Count count = new Count();
                ProvJsonReader.read(() -> new ByteArrayInputStream(document), count);
                if (count.statements != statements) {
                    throw new IllegalStateException(count.statements + " of " + statements + " statements were read");
                }
            });
        }
        double perWrite = Medians.of(write);
        return List.of(
                Figure.of("prov.codec.write", statements / perWrite, "statements/s")
                        .mustBe(Target.atLeast(500_000))
                        .with("how", "a median of " + rounds + " rounds behind a warm-up, into a stream that drops it")
                        .with("statements", statements)
                        .with("bytes", document.length),
                Figure.of("prov.codec.write.against-jackson", Medians.ofRatios(write, jackson), "times its time")
                        .mustBe(Target.atMost(2))
                        .with("how", "Jackson's generator, alone, given the same tokens from memory"),
                Figure.of("prov.codec.read", statements / Medians.of(read), "statements/s")
                        .mustBe(Target.atLeast(300_000))
                        .with("how", "from memory, each statement made and counted"));
    }

    private static void copy(TokenBuffer tokens) throws IOException {
        try (JsonParser from = tokens.asParser();
                JsonGenerator to =
                        new JsonFactory().createGenerator(OutputStream.nullOutputStream(), JsonEncoding.UTF8)) {
            while (from.nextToken() != null) {
                to.copyCurrentEvent(from);
            }
        }
    }

    private static double seconds(Work work) throws IOException {
        long begun = System.nanoTime();
        work.run();
        return (System.nanoTime() - begun) / 1e9;
    }
}
