/** {@code headwater demo}: the main job from beginning to end, and whether all of it was found. */
@NullMarked
package dev.headwater.launcher.demo;

import org.jspecify.annotations.NullMarked;
