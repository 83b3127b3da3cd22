package dev.headwater.launcher;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Option;

/** Which folder belongs to the embedded stack. */
public final class HomeOption {

    @Option(
            order = 106,
            names = "--home",
            paramLabel = "DIR",
            defaultValue = "${env:HEADWATER_HOME:-}",
            description = "Folder of the embedded stack and of journals. Default: $$HEADWATER_HOME, else ~/.headwater.")
    private String home = "";

    public Path path() {
        return home.isEmpty()
                ? Path.of(System.getProperty("user.home", "."), ".headwater")
                : Path.of(home).toAbsolutePath().normalize();
    }

    /** A command to type for this folder: names it where nothing else does. */
    public String command(String... words) {
        List<String> all = new ArrayList<>(Arrays.asList(words));
        if (!home.isEmpty() && !home.equals(System.getenv("HEADWATER_HOME"))) {
            all.add("--home");
            all.add(home);
        }
        return Invocation.of(all.toArray(new String[0]));
    }
}
