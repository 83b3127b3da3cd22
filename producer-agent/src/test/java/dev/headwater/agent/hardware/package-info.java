/** Tests of hardware. */
@NullMarked
package dev.headwater.agent.hardware;

import org.jspecify.annotations.NullMarked;
