package dev.headwater.launcher.endtoend;

import java.nio.file.Files;
import java.nio.file.Path;

/** A program that knows nothing of Headwater: waits for a file, then ends with status 5. */
public final class AttachedProgram {

    private AttachedProgram() {}

    /** @param args name of the file */
    public static void main(String[] args) throws InterruptedException {
        System.out.println("ready");
        while (!Files.exists(Path.of(args[0]))) {
            Thread.sleep(50);
        }
        System.exit(5);
    }
}
