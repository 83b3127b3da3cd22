/** Tests of the scoring of NAB, on small invented series and on NAB itself where it is at hand. */
@NullMarked
package dev.headwater.benchmarks.nab;

import org.jspecify.annotations.NullMarked;
