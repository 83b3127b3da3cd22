/** Tests of sequences, boots and ranks. */
@NullMarked
package dev.headwater.processor.completeness;

import org.jspecify.annotations.NullMarked;
