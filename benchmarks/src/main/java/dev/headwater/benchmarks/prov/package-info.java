/** What PROV-JSON costs. */
@NullMarked
package dev.headwater.benchmarks.prov;

import org.jspecify.annotations.NullMarked;
