package dev.headwater.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ShutdownTest {

    @Test
    void aSignalEndsTheWorkInGoodOrder() throws Exception {
        Process process = start("orderly");
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(output.readLine()).isEqualTo("working");
            process.toHandle().destroy();
            assertThat(output.readLine()).isEqualTo("closed");
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        }
    }

    @Test
    void workThatDoesNotEndIsNotWaitedForLonger() throws Exception {
        Process process = start("stubborn");
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(output.readLine()).isEqualTo("working");
            process.toHandle().destroy();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(143);
        }
    }

    @Test
    void workThatFailsFromWithinHasStatusOne() throws Exception {
        Process process = start("failing");
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
    }

    private static Process start(String manner) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(java, "-cp", System.getProperty("java.class.path"), Work.class.getName(), manner)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** The main class of the process under test. */
    static final class Work {

        private Work() {}

        public static void main(String[] arguments) throws InterruptedException {
            Shutdown shutdown = Shutdown.onSignal(Duration.ofMillis(500));
            if (arguments[0].equals("failing")) {
                shutdown.fail();
            } else {
                System.out.println("working");
            }
            shutdown.await();
            if (arguments[0].equals("stubborn")) {
                Thread.currentThread().join();
            }
            System.out.println("closed");
            System.exit(shutdown.finished());
        }
    }
}
