/** The shipper: reads journals, folds points into batches, sends them, and moves on when Kafka has confirmed. */
@NullMarked
package dev.headwater.agent.ship;

import org.jspecify.annotations.NullMarked;
