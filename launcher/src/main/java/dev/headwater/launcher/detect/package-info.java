/** {@code headwater detect} and {@code headwater rules}: the rules of the processor, on files. */
@NullMarked
package dev.headwater.launcher.detect;

import org.jspecify.annotations.NullMarked;
