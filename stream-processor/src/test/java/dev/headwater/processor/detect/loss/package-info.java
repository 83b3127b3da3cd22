/** Tests: rules over one loss: spikes, divergence, standing still. */
@NullMarked
package dev.headwater.processor.detect.loss;

import org.jspecify.annotations.NullMarked;
