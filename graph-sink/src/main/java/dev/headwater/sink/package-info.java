/** The sink as a process: it consumes statements and chunks and keeps the graph up to date. */
@NullMarked
package dev.headwater.sink;

import org.jspecify.annotations.NullMarked;
