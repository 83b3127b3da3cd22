/** How the state of this application becomes versioned bytes. */
@NullMarked
package dev.headwater.processor.store;

import org.jspecify.annotations.NullMarked;
