/** How records become bytes on Kafka: Confluent framing, schema ids, the registry. */
@NullMarked
package dev.headwater.schemas.wire;

import org.jspecify.annotations.NullMarked;
