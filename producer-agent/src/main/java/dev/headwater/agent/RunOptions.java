package dev.headwater.agent;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a caller said about a run; null for what the environment or this process decides. */
record RunOptions(
        String experiment,
        @Nullable String runId,
        @Nullable String name,
        @Nullable Integer rank,
        @Nullable Integer worldSize,
        @Nullable Boolean joined,
        @Nullable Instant startedAt,
        @Nullable String user,
        @Nullable String host,
        @Nullable List<String> commandLine,
        @Nullable Path workingDirectory,
        @Nullable Long processId,
        @Nullable String parentRunId,
        @Nullable String sweep,
        @Nullable String searchSpace,
        @Nullable String organization,
        Capture capture) {

    /** What the agent finds out by itself. */
    record Capture(boolean source, boolean environment, boolean host, boolean hardware, boolean heartbeats) {}
}
