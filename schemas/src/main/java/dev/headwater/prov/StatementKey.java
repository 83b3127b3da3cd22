package dev.headwater.prov;

import java.util.Optional;

/**
 * What a statement goes by on its compacted topic: {@code run|keyword|id}. A record with this key and no value takes the
 * statement back.
 *
 * @param run bare id of the run that says it; empty text when none does
 * @param kind what is said
 * @param id qualified name of the element or relation
 */
public record StatementKey(String run, Kind kind, String id) {

    /** As it stands on the topic. */
    public String text() {
        return run + "|" + kind.keyword() + "|" + id;
    }

    /** The inverse of {@link #text}; empty for text that is no key of a statement. */
    public static Optional<StatementKey> parse(String text) {
        for (int bar = text.indexOf('|'); bar >= 0; bar = text.indexOf('|', bar + 1)) {
            int next = text.indexOf('|', bar + 1);
            if (next < 0) {
                break;
            }
            Optional<Kind> kind = Kind.ofKeyword(text.substring(bar + 1, next));
            if (kind.isPresent()) {
                return Optional.of(new StatementKey(text.substring(0, bar), kind.get(), text.substring(next + 1)));
            }
        }
        return Optional.empty();
    }
}
