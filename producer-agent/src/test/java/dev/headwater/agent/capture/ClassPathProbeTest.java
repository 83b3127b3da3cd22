package dev.headwater.agent.capture;

import static dev.headwater.agent.capture.Finishing.finish;
import static dev.headwater.agent.capture.Finishing.script;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.headwater.event.EnvironmentCaptured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassPathProbeTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    private Map<String, Object> javaFacts(Map<String, String> variables, String... words) {
        List<String> line =
                new ArrayList<>(List.of(directory.resolve("jdk/bin/java").toString()));
        line.addAll(List.of(words));
        List<EnvironmentCaptured> said = new ArrayList<>();
        finish(new EnvironmentProbe(
                new EnvironmentProbe.Subject(
                        new Machine(Path.of("/"), variables), "self", directory, Optional.of(line)),
                DigestCache.none(),
                () -> false,
                said::add));
        return said.get(0).getFacts();
    }

    @Test
    void theJarsOfADirectoryAreTheClassPathByName() throws IOException {
        script(directory.resolve("jdk/bin/java"), "");
        Path lib = Files.createDirectories(directory.resolve("lib"));
        Files.writeString(lib.resolve("b.jar"), "b");
        Files.writeString(lib.resolve("a.JAR"), "a");
        Files.writeString(lib.resolve("notes.txt"), "c");
        Map<String, Object> named = javaFacts(Map.of(), "-cp", "lib/a.JAR:lib/b.jar", "Main");
        assertThat(named).containsKeys("java.classpath.a.JAR", "java.classpath.b.jar");
        assertThat(javaFacts(Map.of(), "-cp", "lib/*", "Main")).isEqualTo(named);
        assertThat(javaFacts(Map.of(), "--class-path=gone/*:lib/*", "Main")).isEqualTo(named);
        assertThat(javaFacts(Map.of("CLASSPATH", "lib/*"), "Main")).isEqualTo(named);
        assertThat(javaFacts(Map.of("CLASSPATH", "gone.jar"), "-cp", "lib/*", "Main"))
                .isEqualTo(named);
        Files.writeString(lib.resolve("b.jar"), "changed");
        assertThat(javaFacts(Map.of(), "-cp", "lib/*", "Main").get("java.classpath.sha256"))
                .isNotEqualTo(named.get("java.classpath.sha256"));
    }

    @Test
    void aClassPathThatCannotBeReadIsSaidToBeSo() throws IOException {
        script(directory.resolve("jdk/bin/java"), "");
        Files.writeString(directory.resolve("a.jar"), "a");
        assertThat(javaFacts(Map.of(), "@options", "Main")).contains(entry("java.classpath.sha256", "unknown"));
        Map<String, Object> broken = javaFacts(Map.of(), "-cp", "a.jar:/proc/self/mem:x\0y", "Main");
        assertThat(broken)
                .contains(entry("java.classpath.mem", "unreadable"), entry("java.classpath.x\0y", "unreadable"));
        assertThat(broken.get("java.classpath.sha256"))
                .isNotEqualTo(javaFacts(Map.of(), "-cp", "a.jar", "Main").get("java.classpath.sha256"));
    }
}
