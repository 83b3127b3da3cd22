/** The process that turns what guests say into lineage, series and findings. */
@NullMarked
package dev.headwater.processor;

import org.jspecify.annotations.NullMarked;
