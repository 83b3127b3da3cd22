package dev.headwater.launcher;

import picocli.CommandLine.Option;

/** What every command takes. */
public final class VerboseOption {

    @Option(order = 120, names = "--verbose", description = "Print stack traces and what the libraries log.")
    private boolean verbose;

    public boolean verbose() {
        return verbose;
    }
}
