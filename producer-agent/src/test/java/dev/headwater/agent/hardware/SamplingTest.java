package dev.headwater.agent.hardware;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SamplingTest {

    private static final long SECOND = 1_000_000_000L;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path home;

    private final List<Double> values = new ArrayList<>();
    private final Gauge gauge = (device, quantity, unit, value) -> values.add(value);

    private Sampling.Part part(String lock, Sampler... samplers) {
        return new Sampling.Part(new HostLock(home.resolve(lock), true), 0, List.of(samplers));
    }

    @Test
    void aSamplerThatIsTooSlowIsAskedLessOften() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        Sampler slow = (now, out) -> {
            long until = threads.getCurrentThreadCpuTime() + 20_000_000;
            double waste = 1;
            while (threads.getCurrentThreadCpuTime() < until) {
                waste = Math.sqrt(waste + 1);
            }
            out.measured("slow", "waste", "1", waste);
        };
        Pace pace = new Pace(SECOND, 0.005, 0);
        Sampling sampling = new Sampling(List.of(part("a", slow)), pace, threads::getCurrentThreadCpuTime, 0);
        // Two minutes, as the sampler sees them.
        for (long now = 0; now < 120 * SECOND; now += SECOND / 4) {
            if (sampling.due(now)) {
                sampling.sample(now, gauge);
            }
        }

        assertThat(pace.intervalNanos()).isGreaterThanOrEqualTo(4 * SECOND);
        assertThat(values.size() * 0.02 / 120).isLessThan(2 * 0.005);
        sampling.close();
    }

    @Test
    void oneThatFailsDoesNotKeepTheOthersFromSampling() {
        Sampler broken = (now, out) -> {
            throw new IllegalStateException("no such thing");
        };
        Sampler sound = (now, out) -> out.measured("cpu", "load", "1", now);
        Sampling sampling = new Sampling(List.of(part("a", broken, sound)), new Pace(SECOND, 1, 0), () -> 0, 0);
        for (long now = 0; now < 5; now++) {
            sampling.sample(now, gauge);
        }

        assertThat(values).contains(0.0, 1.0, 3.0, 4.0);
        sampling.close();
    }

    @Test
    void onlyTheOneThatFailsThreeTimesInARowIsGivenUpAndClosed() {
        List<String> said = new ArrayList<>();
        class Broken implements Sampler {
            @Override
            public void sample(long now, Gauge out) {
                throw new IllegalStateException("no such thing");
            }

            @Override
            public void close() {
                said.add("closed");
            }
        }
        // Fails every other time.
        Sampler moody = (now, out) -> {
            if (now % 2 == 0) {
                throw new IllegalStateException("not now");
            }
            said.add("moody " + now);
        };
        Sampler sound = (now, out) -> out.measured("cpu", "load", "1", now);
        Sampling sampling =
                new Sampling(List.of(part("a", new Broken(), moody, sound)), new Pace(SECOND, 1, 0), () -> 0, 0);
        for (long now = 0; now < 8; now++) {
            sampling.sample(now, gauge);
        }

        assertThat(values).containsExactly(0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0);
        assertThat(said).containsExactly("moody 1", "closed", "moody 3", "moody 5", "moody 7");
        sampling.close();
    }

    @Test
    void theLastSampleIsTakenAtTheEnd() {
        Sampling sampling = new Sampling(
                List.of(part("a", (now, out) -> out.measured("d", "q", "1", now))), new Pace(SECOND, 1, 0), () -> 0, 0);
        sampling.last(1, gauge);
        assertThat(values).isEmpty();
        sampling.sample(2, gauge);
        sampling.last(3, gauge);
        assertThat(values).containsExactly(2.0, 3.0);
        sampling.close();
    }

    @Test
    void ofTwoThatShareAHostOneSamplesItAndTheOtherTakesOver() {
        Sampler one = (now, out) -> out.measured("d", "q", "1", 1);
        Sampler two = (now, out) -> out.measured("d", "q", "1", 2);
        Pace pace = new Pace(SECOND, 1, 0);
        Sampling first = new Sampling(List.of(part("run.lock", one)), pace, () -> 0, 0);
        Sampling second = new Sampling(List.of(part("run.lock", two)), pace, () -> 0, 0);
        for (long now = 0; now < 3; now++) {
            first.sample(now, gauge);
            second.sample(now, gauge);
        }
        first.close();
        second.sample(4, gauge);
        assertThat(values).containsExactly(1.0, 1.0, 1.0, 2.0);
        second.close();
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void locksThatKilledProcessesLeftAreDeletedWhenTheyAreOld() throws IOException {
        Path old = Files.createFile(home.resolve("old.lock"));
        Path held = home.resolve("held.lock");
        Path recent = Files.createFile(home.resolve("recent.lock"));
        HostLock lock = new HostLock(held, true);
        assertThat(lock.mine()).isTrue();
        Instant now = Instant.now();
        Files.setLastModifiedTime(old, FileTime.from(now.minusSeconds(1_000_000)));
        Files.setLastModifiedTime(held, FileTime.from(now.minusSeconds(1_000_000)));

        OldLocks.deleteBefore(home.toAbsolutePath().normalize(), now.minusSeconds(900_000));

        assertThat(home).isDirectoryNotContaining(file -> file.getFileName().equals(old.getFileName()));
        assertThat(held).exists();
        assertThat(recent).exists();
        lock.close();
        assertThat(held).doesNotExist();
    }

    @Test
    void whereNothingCanBeLockedTheFirstOfTheHostSamples() throws IOException {
        Path notADirectory = Files.writeString(home.resolve("file"), "x");
        assertThat(new HostLock(notADirectory.resolve("run.lock"), true).mine()).isTrue();
        assertThat(new HostLock(notADirectory.resolve("run.lock"), false).mine())
                .isFalse();
    }
}
