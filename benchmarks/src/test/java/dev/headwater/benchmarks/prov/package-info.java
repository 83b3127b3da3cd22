/** Tests of the figures of PROV-JSON. */
@NullMarked
package dev.headwater.benchmarks.prov;

import org.jspecify.annotations.NullMarked;
