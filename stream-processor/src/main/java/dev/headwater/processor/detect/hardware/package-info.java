/** How improbable a sample of hardware is, given all that its series did before. */
@NullMarked
package dev.headwater.processor.detect.hardware;

import org.jspecify.annotations.NullMarked;
