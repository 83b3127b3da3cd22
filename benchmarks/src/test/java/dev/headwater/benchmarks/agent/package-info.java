/** Every benchmark runs, small. */
@NullMarked
package dev.headwater.benchmarks.agent;

import org.jspecify.annotations.NullMarked;
