/** What runs in the process that is measured. */
@NullMarked
package dev.headwater.benchmarks.prov.guest;

import org.jspecify.annotations.NullMarked;
