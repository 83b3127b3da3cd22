package dev.headwater.agent;

import dev.headwater.agent.journal.RunJournal;
import dev.headwater.agent.journal.Series;
import dev.headwater.event.ArtifactDirection;
import dev.headwater.event.ArtifactKind;
import dev.headwater.event.EndStatus;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A run of this process that has not ended. */
final class LiveRun {

    private final RunJournal journal = new RunJournal();

    Metric metric(@Nullable String name, @Nullable String context) {
        return new Metric(journal, Series.metric(0, String.valueOf(name), String.valueOf(context)));
    }

    Resource resource(@Nullable String device, @Nullable String quantity, @Nullable String unit) {
        return new Resource(
                journal,
                Series.hardware(0, "", String.valueOf(device), String.valueOf(quantity), String.valueOf(unit)));
    }

    void params(Map<String, ? extends @Nullable Object> values) {}

    void tags(Map<String, ? extends @Nullable String> values) {}

    void dataset(@Nullable String name, @Nullable String role, Path path) {}

    void artifact(
            ArtifactDirection direction, ArtifactKind kind, @Nullable String role, Path path, @Nullable Long step) {}

    void say(Object payload) {}

    void fail(@Nullable Throwable error) {}

    void end(@Nullable EndStatus status, @Nullable Integer exitCode, @Nullable Instant endedAt) {}

    void awaitShipped() {}
}
