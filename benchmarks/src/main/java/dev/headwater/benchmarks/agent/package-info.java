/** The figures of the guest: each starts trainers, reads the topics afterwards and counts. */
@NullMarked
package dev.headwater.benchmarks.agent;

import org.jspecify.annotations.NullMarked;
