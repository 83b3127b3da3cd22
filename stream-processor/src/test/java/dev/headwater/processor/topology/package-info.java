/** Tests of the topology in memory and against a real broker. */
@NullMarked
package dev.headwater.processor.topology;

import org.jspecify.annotations.NullMarked;
