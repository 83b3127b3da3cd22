/** Existing logs as runs: reading CSV files and manifests, and publishing them through the agent. */
@NullMarked
package dev.headwater.launcher.replay;

import org.jspecify.annotations.NullMarked;
