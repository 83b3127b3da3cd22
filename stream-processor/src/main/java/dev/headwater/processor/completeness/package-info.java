/** What arrived of a run, what should have, and what its status is: sequences, boots, ranks. */
@NullMarked
package dev.headwater.processor.completeness;

import org.jspecify.annotations.NullMarked;
