/** Tests of stored state. */
@NullMarked
package dev.headwater.processor.store;

import org.jspecify.annotations.NullMarked;
