package dev.headwater.processor.topology;

import dev.headwater.processor.detect.Origin;
import org.apache.avro.specific.SpecificRecord;

/**
 * Points that are new.
 *
 * @param batch a MetricBatch or a HardwareBatch
 * @param origin record that brought it
 * @param timestamp of that record
 */
record Arrived(SpecificRecord batch, Origin origin, long timestamp) {}
