package dev.headwater.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuestTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path home;

    private CollectorOptions.Builder options() {
        return CollectorOptions.builder(Map.of("HEADWATER_RUN_ID", "given"))
                .home(home)
                .closeWait(Duration.ofMillis(100));
    }

    @Test
    void offMeansOff() {
        CollectorOptions off = CollectorOptions.builder(Map.of("HEADWATER_DISABLED", "true"))
                .home(home)
                .build();
        try (Collector collector = Collector.open(off);
                Run run = collector.experiment("x").start()) {
            run.metric("loss").log(1, 1);
            run.param("a", 1).dataset("d", "train", home);
            assertThat(collector.drain(Duration.ZERO)).isTrue();
        }
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void nonsenseIsIgnoredAndNeverThrown() {
        try (Collector collector = Collector.open(options().build())) {
            Run run = collector.experiment(null).runId(" ").captureNothing().start();
            Object hostile = new Object() {
                @Override
                public String toString() {
                    throw new IllegalStateException("no text");
                }
            };
            assertThatCode(() -> {
                        run.metric(null).log(0, 0);
                        run.metric("", null).log(0, 0);
                        run.param(null, null)
                                .param("hostile", hostile)
                                .params(null)
                                .tag(null, null)
                                .tags(null);
                        run.dataset(null, null, (Path) null)
                                .dataset(null, null, (URI) null)
                                .input((Path) null)
                                .input(null, (URI) null)
                                .output(null, (URI) null)
                                .output(null)
                                .checkpoint(null, 1)
                                .model(null);
                        run.subRun(null).captureNothing().start().close();
                        run.resource(null, null, null).log(1);
                        run.fail(null);
                        run.end(null);
                        run.end(null);
                        run.param("late", 1);
                        run.metric("late").log(1, 1);
                        run.close();
                    })
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void theFirstRunOfAProcessTakesTheIdItWasGiven() {
        try (Collector collector = Collector.open(options().build())) {
            assertThat(collector.experiment("x").captureNothing().start().id()).isEqualTo("given");
            assertThat(collector.experiment("x").captureNothing().start().id()).matches("\\d{8}-\\d{6}-[a-z2-7]{8}");
        }
    }

    @Test
    void valuesKeepTheirTypes() {
        assertThat(ParamValue.of("k", 3)).isEqualTo(3L);
        assertThat(ParamValue.of("k", 0.1f)).isEqualTo(0.1);
        assertThat(ParamValue.of("k", true)).isEqualTo(true);
        assertThat(ParamValue.of("k", BigInteger.TEN)).isEqualTo(10L);
        assertThat(ParamValue.of("k", null)).isEqualTo("null");
        assertThat(ParamValue.of("k", "x".repeat(100_000))).asString().hasSize(ParamValue.LONGEST_TEXT);
    }

    @Test
    void kafkaIsFoundWhereTheStackSays() throws java.io.IOException {
        KafkaAddress address = new KafkaAddress("", home);
        assertThat(address.bootstrap()).isEmpty();
        Files.writeString(home.resolve("stack.properties"), "kafka.bootstrap=127.0.0.1:9\n");
        assertThat(address.bootstrap()).contains("127.0.0.1:9");
        assertThat(new KafkaAddress("other:1", home).bootstrap()).contains("other:1");
    }
}
