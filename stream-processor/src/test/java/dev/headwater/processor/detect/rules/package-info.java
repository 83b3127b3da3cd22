/** Tests of the rulebook. */
@NullMarked
package dev.headwater.processor.detect.rules;

import org.jspecify.annotations.NullMarked;
