package dev.headwater.launcher;

import java.io.Console;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Asks a person before something is done that cannot be undone. */
public final class Confirmation {

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    /**
     * Returns when it may be done.
     *
     * @param what would be done, as a sentence
     * @throws CommandFailure when the person does not want it
     * @throws ParameterException when nobody can be asked
     */
    public void require(String what) {
        if (yes) {
            return;
        }
        Console console = System.console();
        if (console == null && command != null) {
            throw new ParameterException(command.commandLine(), what + " Nobody can be asked here: give --yes.");
        }
        String answer = console == null ? null : console.readLine("%s Go on? [y/N] ", what);
        if (answer == null || !answer.strip().toLowerCase(Locale.ROOT).startsWith("y")) {
            throw new CommandFailure("nothing is done");
        }
    }
}
