package dev.headwater.launcher.stack;

import dev.headwater.embedded.ProcessIdentity;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Properties;

/**
 * {@code stack.properties} of a home: the addresses of its stack, which stay, and the processes, which come and go.
 * Readable by its owner only, since it holds the password of Neo4j. Not for use by several threads at once.
 */
public final class StackFile {

    private static final String NAME = "stack.properties";

    private final Path file;
    private final Properties properties;

    private StackFile(Path file, Properties properties) {
        this.file = file;
        this.properties = properties;
    }

    /** The file of this home; as empty when there is none. */
    public static StackFile read(Path home) {
        Path file = home.resolve(NAME);
        Properties properties = new Properties();
        if (Files.exists(file)) {
            try (InputStream in = Files.newInputStream(file)) {
                properties.load(in);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return new StackFile(file, properties);
    }

    public Path home() {
        return file.resolveSibling("");
    }

    /** Whether a process of the stack is alive. */
    public boolean isUp() {
        return Arrays.stream(Component.values())
                .anyMatch(component ->
                        process(component).filter(ProcessIdentity::isAlive).isPresent());
    }

    /** Where the stack listens, or did when it was up. */
    public Optional<Addresses> addresses() {
        if (!properties.containsKey("kafka.bootstrap") || !properties.containsKey("neo4j.uri")) {
            return Optional.empty();
        }
        return Optional.of(new Addresses(
                text("kafka.bootstrap"),
                text("neo4j.uri"),
                text("neo4j.user"),
                text("neo4j.password"),
                port("processor.status"),
                port("sink.status")));
    }

    /** The process that was started for this component last, alive or not. */
    public Optional<ProcessIdentity> process(Component component) {
        try {
            return Optional.of(new ProcessIdentity(
                    Long.parseLong(text(component.word() + ".pid")),
                    Instant.ofEpochMilli(Long.parseLong(text(component.word() + ".started")))));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    void put(Addresses addresses) {
        properties.setProperty("kafka.bootstrap", addresses.bootstrap());
        properties.setProperty("neo4j.uri", addresses.neo4j());
        properties.setProperty("neo4j.user", addresses.neo4jUser());
        properties.setProperty("neo4j.password", addresses.neo4jPassword());
        properties.setProperty("registry.url", addresses.registryUrl());
        properties.setProperty("processor.status", addresses.processorStatus());
        properties.setProperty("sink.status", addresses.sinkStatus());
        store();
    }

    void put(Component component, ProcessIdentity process) {
        properties.setProperty(component.word() + ".pid", Long.toString(process.pid()));
        properties.setProperty(
                component.word() + ".started", Long.toString(process.startedAt().toEpochMilli()));
        store();
    }

    void remove(Component component) {
        properties.remove(component.word() + ".pid");
        properties.remove(component.word() + ".started");
        store();
    }

    private void store() {
        try {
            Files.createDirectories(file.resolveSibling(""));
            Path fresh = Files.createTempFile(file.resolveSibling(""), NAME, ".tmp", ownerOnly());
            try (OutputStream out = Files.newOutputStream(fresh)) {
                properties.store(out, "The embedded stack of this folder, written by headwater up");
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private FileAttribute<?>[] ownerOnly() {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private String text(String key) {
        return properties.getProperty(key, "");
    }

    private int port(String key) {
        String address = text(key);
        return address.isEmpty() ? 0 : Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }
}
