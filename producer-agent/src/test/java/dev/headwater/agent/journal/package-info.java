/** Tests of the journal. */
@NullMarked
package dev.headwater.agent.journal;

import org.jspecify.annotations.NullMarked;
