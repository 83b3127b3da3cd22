/** Tests of summaries and chunks. */
@NullMarked
package dev.headwater.processor.series;

import org.jspecify.annotations.NullMarked;
