package dev.headwater.prov;

import java.util.Optional;

/**
 * What a statement goes by on its compacted topic: {@code run|keyword|id}. A bar within the id of the run is written twice,
 * so no two statements have one key. A record with this key and no value takes the statement back.
 *
 * @param run bare id of the run that says it; empty text when none does
 * @param kind what is said
 * @param id qualified name of the element or relation
 */
public record StatementKey(String run, Kind kind, String id) {

    private static final char BAR = '|';

    /** As it stands on the topic. */
    public String text() {
        String speaker = run.indexOf(BAR) < 0 ? run : run.replace("|", "||");
        return speaker + BAR + kind.keyword() + BAR + id;
    }

    /** The inverse of {@link #text}; empty for text that is no key of a statement. */
    public static Optional<StatementKey> parse(String text) {
        int bar = text.indexOf(BAR);
        while (bar >= 0 && bar + 1 < text.length() && text.charAt(bar + 1) == BAR) {
            bar = text.indexOf(BAR, bar + 2);
        }
        int next = bar < 0 ? -1 : text.indexOf(BAR, bar + 1);
        if (next < 0) {
            return Optional.empty();
        }
        String run = text.substring(0, bar).replace("||", "|");
        return Kind.ofKeyword(text.substring(bar + 1, next))
                .map(kind -> new StatementKey(run, kind, text.substring(next + 1)));
    }
}
