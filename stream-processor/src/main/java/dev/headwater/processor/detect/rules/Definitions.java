package dev.headwater.processor.detect.rules;

import dev.headwater.processor.detect.RuleDefinition;
import dev.headwater.processor.detect.Suite;
import dev.headwater.processor.detect.run.RunSuite;
import dev.headwater.processor.detect.sibling.SiblingRules;
import java.util.ArrayList;
import java.util.List;

/** All rules that ship, over one series, over a whole run, or over the runs of an experiment. */
public final class Definitions {

    private Definitions() {}

    public static List<RuleDefinition<?>> all() {
        List<RuleDefinition<?>> all = new ArrayList<>(Suite.DEFINITIONS);
        all.addAll(RunSuite.DEFINITIONS);
        all.add(SiblingRules.DRIFT);
        all.add(SiblingRules.DUPLICATE);
        return List.copyOf(all);
    }
}
