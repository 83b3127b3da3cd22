/** What happens now: metrics and findings as they reach Kafka. */
@NullMarked
package dev.headwater.launcher.live;

import org.jspecify.annotations.NullMarked;
