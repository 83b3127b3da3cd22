package dev.headwater.processor.detect.run;

import dev.headwater.processor.detect.Budget;
import dev.headwater.processor.detect.Finding;
import dev.headwater.processor.detect.Origin;
import java.util.ArrayList;
import java.util.List;

/** What all rules of a run share while they look at one record. */
final class Stage {

    final String runId;
    Progress progress = Progress.NONE;
    Origin origin = Origin.NONE;
    Budget budget = severity -> false;
    long now;
    List<Finding> found = new ArrayList<>();
    final Room room = new Room();

    Stage(String runId) {
        this.runId = runId;
    }
}
