/** The Kafka Streams topology: thin processors around the pure packages. */
@NullMarked
package dev.headwater.processor.topology;

import org.jspecify.annotations.NullMarked;
