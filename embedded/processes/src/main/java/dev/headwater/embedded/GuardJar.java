package dev.headwater.embedded;

import dev.headwater.embedded.child.GuardedMain;
import dev.headwater.embedded.child.KafkaNode;
import dev.headwater.embedded.child.Neo4jNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A small jar with the classes that run inside a child, written beside the child's data.
 *
 * <p>A server must not see our own jars: the launcher's holds the Neo4j driver, which clashes with the server.
 */
final class GuardJar {
    private static final List<Class<?>> CLASSES = List.of(GuardedMain.class, KafkaNode.class, Neo4jNode.class);

    private GuardJar() {}

    /** Writes the jar into the folder, unless the same one is there; safe against others doing the same. */
    static Path writeTo(Path folder) throws IOException {
        Path jar = folder.resolve("headwater-guard.jar");
        byte[] content = content();
        if (Files.exists(jar) && Arrays.equals(Files.readAllBytes(jar), content)) {
            return jar;
        }
        Path fresh = Files.createTempFile(folder, "headwater-guard", ".tmp");
        Files.write(fresh, content);
        return Files.move(fresh, jar, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static byte[] content() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Class<?> type : CLASSES) {
                String name = type.getName().replace('.', '/') + ".class";
                ZipEntry entry = new ZipEntry(name);
                entry.setTime(0);
                zip.putNextEntry(entry);
                try (InputStream in = type.getResourceAsStream("/" + name)) {
                    if (in == null) {
                        throw new IOException("The class file of " + type.getName() + " is not on the class path");
                    }
                    in.transferTo(zip);
                }
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
