package dev.headwater.agent.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What is read of a journal whose files were damaged in any way. */
class DamageProperties {

    private static final int POINTS = 6_000;
    private static final int EVENTS = 40;

    /**
     * Reading ends, throws nothing, gives only records that were written, in order, and says how much is lost whenever a
     * record is missing. The seed is fixed, for the check sum of a point is of 16 bits: one damaged point in 65,536 would
     * pass.
     */
    @Property(tries = 300, seed = "20261122")
    void onlyWhatWasWrittenIsReadAndWhatIsMissingIsSaid(
            @ForAll Random random, @ForAll @IntRange(min = 1, max = 12) int wounds, @ForAll boolean confirmed)
            throws IOException {
        Path root = Files.createTempDirectory("journal");
        try {
            long first = write(root, confirmed);
            Path directory = RunJournal.below(root).get(0);
            for (int i = 0; i < wounds; i++) {
                wound(directory, random);
            }
            read(root, directory, first);
        } finally {
            delete(root);
        }
    }

    private static long write(Path root, boolean confirmed) {
        Identity identity = new Identity("run", 0, BootId.fresh());
        RunJournal journal = RunJournal.begin(root, identity, Budgets.of(1 << 20), () -> false)
                .orElseThrow();
        Series loss = journal.metric("loss", "train").orElseThrow();
        for (int i = 0; i < POINTS; i++) {
            journal.append(loss, i, i, i * 0.5);
            if (i % 500 == 250) {
                journal.readPoints((series, step, time, value) -> true);
                journal.points().plan(journal.points().mark());
            }
            if (i == 4_000 && confirmed) {
                journal.points().confirm(journal.points().mark());
            }
        }
        for (int i = 0; i < EVENTS; i++) {
            journal.appendEvent(event(i));
        }
        long first = journal.points().confirmedPosition() == 0 ? 0 : confirmedFirst(journal);
        journal.release();
        return first;
    }

    private static long confirmedFirst(RunJournal journal) {
        journal.points().rewind();
        return journal.points().mark().first();
    }

    private static byte[] event(int i) {
        return ByteBuffer.allocate(16 + i * 7).putInt(i).putInt(~i).array();
    }

    private static void wound(Path directory, Random random) throws IOException {
        List<Path> files = files(directory);
        if (files.isEmpty()) {
            return;
        }
        Path file = files.get(random.nextInt(files.size()));
        int size = (int) Files.size(file);
        switch (random.nextInt(10)) {
            case 0 -> resize(file, random.nextInt(size + 1));
            case 1 -> Files.deleteIfExists(file);
            case 2 -> overwrite(file, 0, bytes(random, 64));
            case 3 -> resize(file, 0);
            case 4 -> overwrite(file, random.nextInt(size + 1), bytes(random, 3_000));
            default -> overwrite(file, random.nextInt(size + 1), bytes(random, 1 + random.nextInt(8)));
        }
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> listed = Files.list(directory)) {
            return listed.filter(file -> !file.getFileName().toString().equals("released"))
                    .sorted()
                    .toList();
        }
    }

    private static byte[] bytes(Random random, int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private static void overwrite(Path file, int at, byte[] bytes) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            int room = (int) Math.max(0, open.length() - at);
            open.seek(at);
            open.write(bytes, 0, Math.min(room, bytes.length));
        }
    }

    private static void resize(Path file, int size) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.setLength(size);
        }
    }

    private static void read(Path root, Path directory, long first) throws IOException {
        Optional<RunJournal> taken;
        try {
            taken = RunJournal.takeOver(directory);
        } catch (DamagedJournalException e) {
            assertThat(RunJournal.setAside(root, directory)).exists();
            assertThat(RunJournal.below(root)).isEmpty();
            return;
        }
        RunJournal orphan = taken.orElseThrow();
        List<Long> steps = new ArrayList<>();
        int rounds = 0;
        while (!orphan.points().deadRead()) {
            orphan.readPoints((series, step, time, value) -> {
                assertThat(time).isEqualTo(step);
                assertThat(value).isEqualTo(step * 0.5);
                steps.add(step);
                return true;
            });
            assertThat(rounds++).isLessThan(1_000);
        }
        assertThat(steps).isSorted().doesNotHaveDuplicates().allMatch(step -> step >= 0 && step < POINTS);
        List<Integer> events = new ArrayList<>();
        while (!orphan.events().deadRead()) {
            orphan.readEvents((sequence, framed) -> {
                int i = ByteBuffer.wrap(framed).getInt();
                assertThat(framed).isEqualTo(event(i));
                events.add(i);
                return true;
            });
            assertThat(rounds++).isLessThan(1_000);
        }
        assertThat(events).isSorted().doesNotHaveDuplicates();
        Map<String, Long> lost = orphan.legacy().lostBytes();
        if (steps.isEmpty() || steps.get(0) > first || steps.size() < POINTS - steps.get(0)) {
            assertThat(lost).as("lost bytes, %s points read", steps.size()).containsKey("points");
        }
        if (events.size() < EVENTS) {
            assertThat(lost).as("lost bytes, events %s", events).containsKey("events");
        }
        orphan.sealEvents();
        assertThat(orphan.finished()).isTrue();
        orphan.delete();
        assertThat(RunJournal.below(root)).isEmpty();
    }

    private static void delete(Path root) throws IOException {
        for (Path top : List.of(root, root.resolveSibling(root.getFileName() + "-damaged"))) {
            if (Files.exists(top)) {
                try (Stream<Path> files = Files.walk(top)) {
                    files.sorted(Comparator.reverseOrder())
                            .forEach(file -> file.toFile().delete());
                }
            }
        }
    }
}
