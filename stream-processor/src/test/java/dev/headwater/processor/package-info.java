/** Tests of the processor as a whole, and what several tests use. */
@NullMarked
package dev.headwater.processor;

import org.jspecify.annotations.NullMarked;
