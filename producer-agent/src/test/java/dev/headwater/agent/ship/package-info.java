/** Tests of how journals get to Kafka. */
@NullMarked
package dev.headwater.agent.ship;

import org.jspecify.annotations.NullMarked;
