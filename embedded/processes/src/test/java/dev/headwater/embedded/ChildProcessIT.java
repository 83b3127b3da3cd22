package dev.headwater.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path temporary;

    @Test
    void passesArgumentsAndEnvironmentInAFolderWithSpaces() throws IOException {
        Path home = temporary.resolve("a home with spaces");
        try (ChildProcess child = waiter(home, Lifetime.ATTACHED, "one two", "--three")) {
            child.awaitReady(() -> child.hasLogged("argument --three"), PATIENCE);
            assertThat(Files.readString(child.log())).contains("colour deep blue", "argument one two", "options null");
            assertThat(child.isAlive()).isTrue();
            assertThat(child.exitStatus()).isEmpty();
        }
    }

    @Test
    void theFailureOfAChildNamesItAndCarriesTheLastTwentyLinesOfThisStart() throws IOException {
        Files.writeString(temporary.resolve("waiter.log"), "a line of an earlier start\n");
        try (ChildProcess child = waiter(temporary, Lifetime.ATTACHED, "fail")) {
            assertThatThrownBy(() -> child.awaitReady(() -> false, PATIENCE))
                    .isInstanceOf(EmbeddedException.class)
                    .hasMessageStartingWith("Waiter ended with status 3 before it was ready.")
                    .hasMessageContaining("line 21\n")
                    .hasMessageEndingWith("line 40")
                    .hasMessageNotContaining("line 20\n")
                    .hasMessageNotContaining("earlier start");
            assertThat(child.exitStatus()).hasValue(3);
        }
        assertThat(Files.readString(temporary.resolve("waiter.log"))).startsWith("a line of an earlier start\n");
    }

    @Test
    void aChildThatIsNeverReadyRunsOutOfTime() {
        try (ChildProcess child = waiter(temporary, Lifetime.ATTACHED, "forever")) {
            assertThatThrownBy(() -> child.awaitReady(() -> false, Duration.ofSeconds(1)))
                    .isInstanceOf(EmbeddedException.class)
                    .hasMessageStartingWith("Waiter was not ready after 1 s.");
        }
    }

    @Test
    void anotherJvmCanStopADetachedChildByItsIdentity() {
        ChildProcess child = waiter(temporary, Lifetime.DETACHED, "forever");
        ProcessIdentity identity =
                new ProcessIdentity(child.identity().pid(), child.identity().startedAt());
        assertThat(identity.isAlive()).isTrue();
        assertThat(identity.stop(PATIENCE)).isTrue();
        assertThat(child.isAlive()).isFalse();
        assertThat(identity.stop(PATIENCE)).isFalse();
    }

    @Test
    void aStrangerWithTheSamePidIsLeftAlone() {
        try (ChildProcess child = waiter(temporary, Lifetime.ATTACHED, "forever")) {
            ProcessIdentity predecessor = new ProcessIdentity(
                    child.pid(), child.identity().startedAt().minusSeconds(60));
            assertThat(predecessor.isAlive()).isFalse();
            assertThat(predecessor.stop(PATIENCE)).isFalse();
            predecessor.kill();
            assertThat(child.isAlive()).isTrue();
        }
    }

    @Test
    void killingTheParentLeavesNoAttachedChild() throws IOException {
        List<ProcessHandle> children = killParentOf(Lifetime.ATTACHED, Checkout.root());
        assertThat(children).hasSize(3);
        await().atMost(PATIENCE).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void aDetachedChildOutlivesItsParent() throws IOException {
        List<ProcessHandle> children = killParentOf(Lifetime.DETACHED);
        try {
            await().during(Duration.ofSeconds(1))
                    .atMost(PATIENCE)
                    .until(() -> children.size() == 1 && children.get(0).isAlive());
        } finally {
            children.forEach(ProcessHandle::destroyForcibly);
        }
    }

    private List<ProcessHandle> killParentOf(Lifetime lifetime, Path... root) throws IOException {
        List<String> arguments = root.length == 0
                ? List.of(temporary.toString(), lifetime.name())
                : List.of(temporary.toString(), lifetime.name(), root[0].toString());
        ChildProcess parent = new JavaCommand(
                        "Parent",
                        Checkout.testClassPath(),
                        List.of("-Xmx64m"),
                        ParentProgram.class.getName(),
                        arguments,
                        Map.of(),
                        temporary.resolve("parent"),
                        temporary.resolve("parent.log"),
                        Lifetime.ATTACHED)
                .start();
        try {
            parent.awaitReady(() -> parent.hasLogged("all started"), PATIENCE);
            List<ProcessHandle> children = Files.readAllLines(parent.log()).stream()
                    .filter(line -> line.startsWith("child "))
                    .map(line ->
                            ProcessHandle.of(Long.parseLong(line.substring(6))).orElseThrow())
                    .toList();
            assertThat(children).allMatch(ProcessHandle::isAlive);
            return children;
        } finally {
            parent.kill();
        }
    }

    private static ChildProcess waiter(Path home, Lifetime lifetime, String... arguments) {
        return new JavaCommand(
                        "Waiter",
                        Checkout.testClassPath(),
                        List.of("-Xmx64m"),
                        WaitingProgram.class.getName(),
                        List.of(arguments),
                        Map.of("COLOUR", "deep blue"),
                        home,
                        home.resolve("waiter.log"),
                        lifetime)
                .start();
    }
}
