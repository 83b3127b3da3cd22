package dev.headwater.launcher.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.launcher.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a directory that looks like {@code /proc}. */
class TargetTest {

    @TempDir
    Path proc;

    private Path process;

    @BeforeEach
    void begin() throws IOException {
        Files.createDirectories(proc.resolve("self/ns"));
        Files.writeString(proc.resolve("stat"), "cpu 1 2\nbtime 1700000000\n");
        process = Files.createDirectories(proc.resolve("42"));
        Files.createDirectories(process.resolve("ns"));
        Files.createSymbolicLink(process.resolve("cwd"), Path.of("/somewhere"));
        Files.writeString(process.resolve("cmdline"), "python\0train.py\0--password=x\0");
        Files.writeString(process.resolve("environ"), "RANK=1\0A=b=c\0");
        Files.writeString(process.resolve("status"), "Name:\tx\nSigCgt:\t0000000000000004\n");
        maps("/usr/bin/python3");
        stat('S', 250, 0);
    }

    @Test
    void knowsWhatTheProcessIs() {
        Target target = find();

        assertThat(target.commandLine()).containsExactly("python", "train.py", "--password=x");
        assertThat(target.environment()).containsEntry("RANK", "1").containsEntry("A", "b=c");
        assertThat(target.workingDirectory()).contains(Path.of("/somewhere"));
        assertThat(target.startedAt()).isEqualTo(Instant.ofEpochSecond(1_700_000_002, 500_000_000));
        assertThat(target.isAlive()).isTrue();
        assertThat(target.isJvm()).isFalse();
        assertThat(target.diesOfQuit()).isFalse();
        assertThat(target.recordedAs()).isEmpty();
    }

    @Test
    void knowsAJvmAndWhoRecordsIt() throws IOException {
        maps("/usr/lib/jvm/lib/server/libjvm.so", "/home/u/.headwater/journal/run-1/0/boot/events-0.seg");

        assertThat(find().isJvm()).isTrue();
        assertThat(find().recordedAs()).contains("run-1");
    }

    @Test
    void isNotFooledByTheNextProcessOfTheSameId() throws IOException {
        Target target = find();
        stat('S', 251, 0);

        assertThat(target.isAlive()).isFalse();
        assertThat(target.exitStatus()).isEmpty();
    }

    @Test
    void seesTheExitStatusBeforeTheParentDoes() throws IOException {
        Target target = find();
        stat('Z', 250, 3 << 8);
        assertThat(target.isAlive()).isFalse();
        assertThat(target.exitStatus()).hasValue(3);
        stat('Z', 250, 9);
        assertThat(target.isAlive()).isFalse();
        assertThat(target.exitStatus()).hasValue(137);
    }

    @Test
    void seesAnotherContainer() throws IOException {
        Files.createSymbolicLink(proc.resolve("self/ns/mnt"), Path.of("mnt:[1]"));
        Files.createSymbolicLink(process.resolve("ns/mnt"), Path.of("mnt:[1]"));
        assertThat(find().seesOurFiles()).isTrue();
        Files.delete(process.resolve("ns/mnt"));
        Files.createSymbolicLink(process.resolve("ns/mnt"), Path.of("mnt:[2]"));

        assertThat(find().seesOurFiles()).isFalse();
    }

    @Test
    void saysWhatCannotBeAttachedTo() throws IOException {
        refused(43, "there is no process 43");
        assertThatThrownBy(() -> Target.find(new ProcessTable(proc), 42, 42))
                .hasMessageContaining("this command itself");
        stat('Z', 250, 0);
        refused(42, "has already ended");
        stat('S', 250, 0);
        Files.writeString(process.resolve("cmdline"), "");
        refused(42, "thread of the kernel");
        Files.delete(process.resolve("cwd"));
        refused(42, "belongs to " + Files.getOwner(process).getName());
        assertThatThrownBy(() -> Target.find(new ProcessTable(proc.resolve("none")), 42, 1))
                .hasMessageContaining("needs /proc");
    }

    private void refused(long pid, String why) {
        assertThatThrownBy(() -> Target.find(new ProcessTable(proc), pid, 1))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining(why);
    }

    private Target find() {
        return Target.find(new ProcessTable(proc), 42, 1);
    }

    private void stat(char state, long start, int status) throws IOException {
        String zeros = "0 ".repeat(18);
        Files.writeString(
                process.resolve("stat"),
                "42 (a ) b) " + state + " " + zeros + start + " " + "0 ".repeat(29) + status + " \n");
    }

    private void maps(String... files) throws IOException {
        Files.write(
                process.resolve("maps"),
                List.of(files).stream()
                        .map(file -> "7f00-7f01 r--p 0 08:01 1   " + file)
                        .toList());
    }
}
