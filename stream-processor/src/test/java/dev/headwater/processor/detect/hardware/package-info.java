/** Tests of the rules over samples of hardware. */
@NullMarked
package dev.headwater.processor.detect.hardware;

import org.jspecify.annotations.NullMarked;
