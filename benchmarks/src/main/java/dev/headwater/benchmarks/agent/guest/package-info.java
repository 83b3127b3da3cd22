/** Trainers with headwater-agent.jar on their class path, as a user's would have it: nothing here sees Kafka. */
@NullMarked
package dev.headwater.benchmarks.agent.guest;

import org.jspecify.annotations.NullMarked;
