/** Tests of capture. */
@NullMarked
package dev.headwater.agent.capture;

import org.jspecify.annotations.NullMarked;
