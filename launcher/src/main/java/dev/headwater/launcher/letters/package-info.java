/** What was set aside, and why. */
@NullMarked
package dev.headwater.launcher.letters;

import org.jspecify.annotations.NullMarked;
