/** Findings on their way out of Kafka, to the people who must know: webhooks. */
@NullMarked
package dev.headwater.processor.delivery;

import org.jspecify.annotations.NullMarked;
