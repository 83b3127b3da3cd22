/** What the agent finds out by itself: source code, environment, digests of files; and what it keeps to itself. */
@NullMarked
package dev.headwater.agent.capture;

import org.jspecify.annotations.NullMarked;
