/** Runs that are no longer wanted. */
@NullMarked
package dev.headwater.launcher.retention;

import org.jspecify.annotations.NullMarked;
