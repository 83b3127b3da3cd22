/** The {@code headwater} command: what can be said on its line, and how it answers people and programs. */
@NullMarked
package dev.headwater.launcher;

import org.jspecify.annotations.NullMarked;
