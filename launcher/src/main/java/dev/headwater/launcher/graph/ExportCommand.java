package dev.headwater.launcher.graph;

import dev.headwater.launcher.Connection;
import dev.headwater.launcher.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code headwater export}. */
@Command(name = "export")
public final class ExportCommand implements Callable<Integer> {
    @Mixin
    private final Connection connection = new Connection();

    public ExportCommand(Terminal terminal) {}

    @Override
    public Integer call() {
        return 0;
    }
}
