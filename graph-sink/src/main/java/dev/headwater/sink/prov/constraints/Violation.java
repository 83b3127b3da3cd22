package dev.headwater.sink.prov.constraints;

import java.util.List;

/**
 * A constraint that a document does not keep.
 *
 * @param constraint which
 * @param ids whom it is about: qualified names as read, blank ones ({@code _:name}) for statements without an id
 * @param what what is wrong, for a person
 */
public record Violation(Constraint constraint, List<String> ids, String what) {

    public Violation {
        ids = List.copyOf(ids);
    }

    /** A line for a person: number and name of the constraint, and what is wrong, with the ids. */
    @Override
    public String toString() {
        return constraint + ": " + what;
    }
}
