/** Tests of {@code headwater detect} and {@code headwater rules}. */
@NullMarked
package dev.headwater.launcher.detect;

import org.jspecify.annotations.NullMarked;
