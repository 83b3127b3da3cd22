package dev.headwater.processor.detect.rules;

import dev.headwater.processor.detect.Suite;
import dev.headwater.processor.detect.run.RunSuite;
import dev.headwater.processor.detect.sibling.SiblingRules;

/**
 * The rules in force for a run. The same object for the same settings of the same rulebook.
 *
 * @param series those over one series
 * @param run those over several series, ranks and events
 * @param siblings those that compare a run with earlier ones of its experiment
 */
public record InForce(Suite series, RunSuite run, SiblingRules siblings) {}
