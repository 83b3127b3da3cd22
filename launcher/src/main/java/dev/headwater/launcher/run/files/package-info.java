/** Files that a run writes, watched as they appear: which they are, and when they are complete. */
@NullMarked
package dev.headwater.launcher.run.files;

import org.jspecify.annotations.NullMarked;
