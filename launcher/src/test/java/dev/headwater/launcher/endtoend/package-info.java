/** The command line against the real embedded stack. */
@NullMarked
package dev.headwater.launcher.endtoend;

import org.jspecify.annotations.NullMarked;
