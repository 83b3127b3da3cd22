/** Summaries and chunks of series, in columns. */
@NullMarked
package dev.headwater.processor.series;

import org.jspecify.annotations.NullMarked;
