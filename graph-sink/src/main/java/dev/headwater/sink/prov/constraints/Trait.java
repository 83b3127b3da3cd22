package dev.headwater.sink.prov.constraints;

import dev.headwater.prov.Formal;
import dev.headwater.prov.Kind;
import dev.headwater.prov.Statement;

/** What is known of a term, in bits: kinds of statements that have it as their id, and the types that its places demand. */
final class Trait {

    /** By their places in statements: constraint 50. */
    static final int ENTITY = 1 << 24;

    static final int ACTIVITY = 1 << 25;
    static final int AGENT = 1 << 26;
    static final int EMPTY_COLLECTION = 1 << 27;
    static final int HAS_MEMBER = 1 << 28;

    private Trait() {}

    /** That a statement of this kind has the id. */
    static int said(Kind kind) {
        int said = 1 << kind.ordinal();
        return switch (kind) {
            case ENTITY -> said | ENTITY;
            case ACTIVITY -> said | ACTIVITY;
            case AGENT -> said | AGENT;
            default -> said;
        };
    }

    static int ofPlace(Formal formal) {
        int type = switch (formal.meaning()) {
            case ENTITY -> ENTITY;
            case ACTIVITY -> ACTIVITY;
            case AGENT -> AGENT;
            case ELEMENT, RELATION, TIME -> 0;
        };
        return formal == Formal.COLLECTION ? type | HAS_MEMBER : type;
    }

    static int ofTypes(Statement statement) {
        return statement.kind() == Kind.ENTITY && statement.types().contains("prov:EmptyCollection")
                ? EMPTY_COLLECTION
                : 0;
    }
}
