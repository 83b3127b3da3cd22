package dev.headwater.processor.detect.rules;

import dev.headwater.processor.detect.RuleDefinition;
import dev.headwater.processor.detect.Suite;
import dev.headwater.processor.detect.run.RunSuite;
import java.util.ArrayList;
import java.util.List;

/** All rules that ship, over one series or over whole runs. */
public final class Definitions {

    private Definitions() {}

    public static List<RuleDefinition<?>> all() {
        List<RuleDefinition<?>> all = new ArrayList<>(Suite.DEFINITIONS);
        all.addAll(RunSuite.DEFINITIONS);
        return List.copyOf(all);
    }
}
