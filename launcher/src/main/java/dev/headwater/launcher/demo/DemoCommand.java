package dev.headwater.launcher.demo;

import dev.headwater.launcher.Connection;
import dev.headwater.launcher.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code headwater demo}. */
@Command(name = "demo")
public final class DemoCommand implements Callable<Integer> {
    @Mixin
    private final Connection connection = new Connection();

    public DemoCommand(Terminal terminal) {}

    @Override
    public Integer call() {
        return 0;
    }
}
