package dev.headwater.processor.topology;

import dev.headwater.processor.detect.Origin;
import dev.headwater.processor.detect.run.Heard;
import java.util.List;

/**
 * Points of a batch that its run took.
 *
 * @param origin record that brought them
 */
record Overheard(int rank, List<Heard> series, Origin origin) {}
