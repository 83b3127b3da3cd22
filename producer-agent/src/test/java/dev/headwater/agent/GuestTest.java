package dev.headwater.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.headwater.agent.capture.Probe;
import dev.headwater.event.ArtifactLogged;
import dev.headwater.event.DatasetUsed;
import dev.headwater.event.DeploymentLogged;
import dev.headwater.event.EnvironmentCaptured;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.reflect.Proxy;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.AbstractMap;
import java.util.ConcurrentModificationException;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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
            Run run = collector
                    .experiment(null)
                    .runId(" ")
                    .sweep(null, null)
                    .organization(null)
                    .captureNothing()
                    .start();
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
                        run.epoch(-1).steps(9, 3).close();
                        run.phase(null).close();
                        run.register(null, null, null)
                                .register(null)
                                .deploy((DeploymentLogged) null)
                                .retire(null, null);
                        run.deploy(null, null);
                        run.fail(null);
                        run.end(null);
                        run.end(null);
                        run.param("late", 1);
                        run.metric("late").log(1, 1);
                        run.epoch(2).close();
                        run.close();
                    })
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void aMapOrPathThatThrowsIsTheCallersMistakeAndNotItsEnd() {
        Map<String, String> hostile = new AbstractMap<>() {
            @Override
            public Set<Map.Entry<String, String>> entrySet() {
                throw new ConcurrentModificationException("another thread writes");
            }
        };
        Path nowhere = (Path) Proxy.newProxyInstance(
                GuestTest.class.getClassLoader(), new Class<?>[] {Path.class}, (proxy, method, given) -> {
                    throw new IllegalStateException("no path");
                });
        RuntimeException mute = new RuntimeException() {
            @Override
            public String getMessage() {
                throw new IllegalStateException("no message");
            }
        };
        try (Warnings warnings = new Warnings();
                Collector collector = Collector.open(options().build())) {
            assertThatCode(() -> {
                        Run run = collector
                                .experiment("x")
                                .params(hostile)
                                .captureNothing()
                                .start();
                        run.params(hostile).tags(hostile);
                        run.dataset("d", "train", nowhere).output(nowhere).model(nowhere);
                        run.dataset(new DatasetUsed()).artifact(new ArtifactLogged());
                        run.fail(mute);
                        run.close();
                    })
                    .doesNotThrowAnyException();
            assertThat(warnings.containing("another thread writes")).hasSize(2);
            assertThat(warnings.containing("no path")).hasSize(1);
            assertThat(warnings.containing("not complete")).hasSize(1);
        }
    }

    @Test
    void aFileIsNotReadByWhoeverNamesIt() throws IOException {
        Path large = home.resolve("large.bin");
        try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
            // Takes no room on the disk, and some minutes to hash.
            file.setLength(100L << 30);
        }
        try (Collector collector =
                        Collector.open(options().home(home.resolve("home")).build());
                Run run = collector.experiment("x").captureNothing().start()) {
            long begun = System.nanoTime();
            run.dataset("d", "train", large).checkpoint(large, 1);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(1));
        }
    }

    @Test
    void aProbeThatFailsDoesNotKeepARunFromItsEnd() throws Exception {
        AtomicInteger later = new AtomicInteger();
        Probe broken = new Probe() {
            @Override
            public Progress advance() {
                throw new IllegalStateException("cannot look");
            }

            @Override
            public void abandon() {
                throw new IllegalStateException("cannot even stop");
            }
        };
        Probe sound = new Probe() {
            @Override
            public Progress advance() {
                later.incrementAndGet();
                return Progress.DONE;
            }

            @Override
            public void abandon() {
                throw new AssertionError("there was time");
            }
        };
        try (Collector collector = Collector.open(options().build());
                Run run = collector.experiment("x").captureNothing().start()) {
            LiveRun live = Objects.requireNonNull(run.live());
            live.probe(broken);
            live.probe(sound);
            run.end(null);
            live.endWritten().get(20, TimeUnit.SECONDS);
            assertThat(later).hasValue(1);
        }
    }

    @Test
    void whatDoesNotBelongInANameIsNotInIt() {
        String token = "ghp_0123456789abcdefghijklmnopqrstuvwxyz";
        assertThat(ParamValue.name("loss")).isEqualTo("loss");
        assertThat(ParamValue.name("run of " + token)).isEqualTo("run of [redacted]");
        try (Collector collector = Collector.open(options().build());
                Run run = collector.experiment("x").captureNothing().start()) {
            Metric metric = run.metric("loss " + token);
            assertThat(metric.name()).isEqualTo("loss [redacted]");
            assertThat(run.metric("loss " + token)).isSameAs(metric);
        }
    }

    @Test
    void anEventOfTheCallersOwnMakingIsLookedThroughAsWell() {
        String token = "ghp_0123456789abcdefghijklmnopqrstuvwxyz";
        DatasetUsed said = DatasetUsed.newBuilder()
                .setName("digits " + token)
                .setRole("train")
                .setUri("https://me:hunter2hunter2@h/digits.csv?X-Amz-Signature=abcdef")
                .build();
        DatasetUsed clean = (DatasetUsed) CallersEvent.redacted(said);
        assertThat(clean.getName()).isEqualTo("digits [redacted]");
        assertThat(clean.getUri()).isEqualTo("https://h/digits.csv");
        EnvironmentCaptured environment = (EnvironmentCaptured) CallersEvent.redacted(EnvironmentCaptured.newBuilder()
                .setSha256("0".repeat(64))
                .setFacts(Map.of("db.password", "hunter2hunter2", "cpu.count", 2L))
                .build());
        assertThat(environment.getFacts()).isEqualTo(Map.of("db.password", "[redacted]", "cpu.count", 2L));
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
    void kafkaIsFoundWhereTheStackSays() throws IOException {
        KafkaAddress address = new KafkaAddress("", home);
        assertThat(address.bootstrap()).isEmpty();
        Files.writeString(home.resolve("stack.properties"), "kafka.bootstrap=127.0.0.1:9\n");
        assertThat(address.bootstrap()).contains("127.0.0.1:9");
        assertThat(new KafkaAddress("other:1", home).bootstrap()).contains("other:1");
    }
}
