/** What processes left behind for Kafka: listing their journals, and shipping them. */
@NullMarked
package dev.headwater.launcher.ship;

import org.jspecify.annotations.NullMarked;
