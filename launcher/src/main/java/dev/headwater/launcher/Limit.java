package dev.headwater.launcher;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How many rows a list has at most. */
public final class Limit {

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    private long rows;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "At most so many; 0 for all. Default: ${DEFAULT-VALUE}.")
    void setRows(long rows) {
        if (rows < 0 && command != null) {
            throw new ParameterException(
                    command.commandLine(), "--limit: \"" + rows + "\" is less than 0; 0 stands for all");
        }
        this.rows = rows;
    }

    /** As Cypher's LIMIT takes it. */
    public long most() {
        return rows == 0 ? Integer.MAX_VALUE : rows;
    }

    /** Whether a list of so many rows may have been cut. */
    public boolean isReached(int found) {
        return rows != 0 && found == rows;
    }
}
