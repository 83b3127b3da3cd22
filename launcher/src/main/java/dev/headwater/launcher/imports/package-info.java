/** {@code headwater import}: documents of others into the graph, by way of Kafka. */
@NullMarked
package dev.headwater.launcher.imports;

import org.jspecify.annotations.NullMarked;
