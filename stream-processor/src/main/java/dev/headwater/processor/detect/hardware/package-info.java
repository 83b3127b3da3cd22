/** Rules over samples of one piece of hardware; one of them by how improbable a sample is, given all before. */
@NullMarked
package dev.headwater.processor.detect.hardware;

import org.jspecify.annotations.NullMarked;
