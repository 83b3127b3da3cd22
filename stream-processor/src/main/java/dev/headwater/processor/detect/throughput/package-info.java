/** Rules over how fast steps follow each other. */
@NullMarked
package dev.headwater.processor.detect.throughput;

import org.jspecify.annotations.NullMarked;
