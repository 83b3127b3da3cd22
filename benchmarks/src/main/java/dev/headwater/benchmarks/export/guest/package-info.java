/** What runs in the processes that are measured. */
@NullMarked
package dev.headwater.benchmarks.export.guest;

import org.jspecify.annotations.NullMarked;
