/** The way in for programs that know nothing of Headwater: what {@code -javaagent} and attaching load, and its hooks. */
@NullMarked
package dev.headwater.agent.instrument;

import org.jspecify.annotations.NullMarked;
