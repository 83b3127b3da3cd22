package dev.headwater.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The checkout that this program was built in; servers and agent jar are started from there. */
public final class Root {

    private Root() {}

    /** @throws CommandFailure when the program was started without it */
    public static Path find() {
        return Optional.ofNullable(System.getProperty("headwater.root"))
                .map(Path::of)
                .filter(Files::isDirectory)
                .orElseThrow(() -> new CommandFailure(
                        "started without its folder: use the script `headwater` at the top of the checkout"));
    }
}
