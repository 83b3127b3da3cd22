/** A training job as a user would write it: digits, a small network, and the public API of the agent. */
@NullMarked
package dev.headwater.demo;

import org.jspecify.annotations.NullMarked;
