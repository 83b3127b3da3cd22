/** Tests of the score of hardware series. */
@NullMarked
package dev.headwater.processor.detect.hardware;

import org.jspecify.annotations.NullMarked;
