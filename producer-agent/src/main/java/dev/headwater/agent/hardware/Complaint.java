package dev.headwater.agent.hardware;

import dev.headwater.agent.logging.LateLogger;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;

/** Says once that a tool which had told of GPUs does so no more. Of one that never did, nobody is told: there are none. */
final class Complaint {

    private static final Logger LOG = new LateLogger();

    private final Path command;
    private boolean said;

    Complaint(Path command) {
        this.command = command;
    }

    /** @param heard whether the tool has ever told of a GPU */
    void say(String what, boolean heard) {
        Level level = heard && !said ? Level.WARNING : Level.DEBUG;
        said |= level == Level.WARNING;
        LOG.log(level, "Headwater: {0} {1}; GPUs are sampled again when it answers", command, what);
    }
}
