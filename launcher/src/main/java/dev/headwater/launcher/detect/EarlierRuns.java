package dev.headwater.launcher.detect;

import dev.headwater.processor.detect.Budget;
import dev.headwater.processor.detect.Finding;
import dev.headwater.processor.detect.sibling.SiblingRules;
import dev.headwater.processor.state.Portrait;
import dev.headwater.processor.state.Siblings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The runs that were looked at so far, by experiment: what the next one of it is compared with. */
final class EarlierRuns {

    private final Map<String, Siblings> experiments = new HashMap<>();

    /** What is to be told of the run, which is an earlier one from then on. */
    List<Finding> compare(String experiment, SiblingRules rules, Portrait run, Budget budget) {
        Siblings before = experiments.computeIfAbsent(experiment, fresh -> SiblingRules.nobody());
        SiblingRules.Compared compared = rules.compare(before, run, budget, run.getAt());
        experiments.put(experiment, compared.after());
        return compared.found();
    }
}
