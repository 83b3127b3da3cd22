/** The rulebook: which rules are in force for which experiment, and with which thresholds, as an operator wrote it down. */
@NullMarked
package dev.headwater.processor.detect.rules;

import org.jspecify.annotations.NullMarked;
