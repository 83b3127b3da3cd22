package dev.headwater.sink.intent;

import dev.headwater.prov.Kind;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A relationship to be merged, on its id and the run that says it: what several runs say of things they share (that a
 * version belongs to a dataset, say) is said by each of them.
 *
 * @param run bare id of the run, empty when no run says it
 * @param properties set over those it has; null removes one
 */
public record RelationRow(
        Kind kind, String id, String run, End source, End target, SortedMap<String, @Nullable Object> properties) {}
