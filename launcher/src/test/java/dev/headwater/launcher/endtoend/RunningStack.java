package dev.headwater.launcher.endtoend;

import dev.headwater.embedded.Lifetime;
import dev.headwater.launcher.stack.Stack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the home of one embedded stack, which is started for the first of them and stopped after the last. */
final class RunningStack implements ParameterResolver {

    /** The home of a stack that is up. */
    record Home(Path path, Stack stack, String bootstrap) implements AutoCloseable {

        static Home start() {
            try {
                Path path = Files.createTempDirectory("headwater-it-");
                Stack stack =
                        new Stack(Path.of(System.getProperty("headwater.root")), path, Lifetime.ATTACHED, line -> {});
                return new Home(path, stack, stack.up().bootstrap());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        CommandLineProcess.Outcome run(Path folder, String... words) {
            return CommandLineProcess.run(path, folder, words);
        }

        @Override
        public void close() {
            stack.down();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Home.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(RunningStack.class))
                .computeIfAbsent(Home.class, key -> Home.start(), Home.class);
    }
}
