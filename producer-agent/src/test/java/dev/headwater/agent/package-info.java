/** Tests of the agent. */
@NullMarked
package dev.headwater.agent;

import org.jspecify.annotations.NullMarked;
