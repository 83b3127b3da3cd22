/** Metrics out of text that a program prints: splitting, reading and counting; the streams themselves are copied elsewhere. */
@NullMarked
package dev.headwater.launcher.run.text;

import org.jspecify.annotations.NullMarked;
