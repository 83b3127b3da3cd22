/** Processes that already run, as runs: looking at them from outside, and loading the agent into a JVM. */
@NullMarked
package dev.headwater.launcher.attach;

import org.jspecify.annotations.NullMarked;
