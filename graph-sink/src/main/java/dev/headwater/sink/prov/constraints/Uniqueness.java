package dev.headwater.sink.prov.constraints;

import dev.headwater.prov.Formal;
import dev.headwater.prov.Kind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Constraints 22 to 29: statements that must be one, because they have one id or because there can be only one such event,
 * are merged. What one of them leaves open, the other says; where both say something else, they contradict.
 *
 * <p>Each merge may make others due, so all facts are gone through until nothing changes, which is twice for a document
 * that says nothing twice.
 */
final class Uniqueness {

    /** Specialisations, alternates and memberships have no ids in the data model. */
    private static final Set<Kind> WITH_KEYS =
            EnumSet.complementOf(EnumSet.of(Kind.SPECIALIZATION_OF, Kind.ALTERNATE_OF, Kind.HAD_MEMBER));

    private final Facts facts;
    private final Terms terms;
    private final Set<Violation> found = new LinkedHashSet<>();
    /** Statement and what it cannot be both: other constraints, and later rounds, come upon the same again. */
    private final Set<List<Integer>> contradictions = new HashSet<>();

    Uniqueness(Facts facts) {
        this.facts = facts;
        this.terms = facts.terms();
    }

    void check(Consumer<Violation> violations) {
        do {
            terms.changed();
            events(Constraint.UNIQUE_GENERATION, Kind.WAS_GENERATED_BY, Formal.ENTITY, Formal.ACTIVITY);
            events(Constraint.UNIQUE_INVALIDATION, Kind.WAS_INVALIDATED_BY, Formal.ENTITY, Formal.ACTIVITY);
            events(Constraint.UNIQUE_START, Kind.WAS_STARTED_BY, Formal.ACTIVITY, Formal.STARTER);
            events(Constraint.UNIQUE_END, Kind.WAS_ENDED_BY, Formal.ACTIVITY, Formal.ENDER);
            WITH_KEYS.forEach(this::keys);
            activityTimes(Constraint.UNIQUE_START_TIME, Kind.WAS_STARTED_BY, Formal.START_TIME);
            activityTimes(Constraint.UNIQUE_END_TIME, Kind.WAS_ENDED_BY, Formal.END_TIME);
        } while (terms.changed());
        found.forEach(violations);
    }

    /** Of two events of the same pair there is only one. */
    private void events(Constraint constraint, Kind kind, Formal left, Formal right) {
        Rows rows = facts.of(kind);
        FirstRows firsts = new FirstRows();
        for (int row = 0; row < rows.count(); row++) {
            int one = terms.find(rows.get(row, column(kind, left)));
            int other = terms.find(rows.get(row, column(kind, right)));
            int first = firsts.first(one, other, row);
            if (first != row && terms.find(rows.get(first, Facts.ID)) != terms.find(rows.get(row, Facts.ID))) {
                String subject = kind.keyword() + "(" + terms.said(one) + ", " + terms.said(other) + ")";
                merge(new Merge(constraint, rows.get(row, Facts.ID), subject, List.of(one, other)), kind, first, row);
            }
        }
    }

    /** An id is a key: constraints 22 and 23. */
    private void keys(Kind kind) {
        Rows rows = facts.of(kind);
        Constraint constraint = kind.isElement() ? Constraint.KEY_OBJECT : Constraint.KEY_PROPERTIES;
        FirstRows firsts = new FirstRows();
        for (int row = 0; row < rows.count(); row++) {
            int id = terms.find(rows.get(row, Facts.ID));
            int first = firsts.first(id, 0, row);
            if (first != row) {
                String subject = kind.keyword() + " " + terms.said(id);
                merge(new Merge(constraint, id, subject, List.of(id)), kind, first, row);
            }
        }
    }

    private void merge(Merge merge, Kind kind, int first, int second) {
        Rows rows = facts.of(kind);
        if (!same(merge, "", rows.get(first, Facts.ID), rows.get(second, Facts.ID))) {
            return;
        }
        for (Formal formal : kind.formals()) {
            int column = column(kind, formal);
            same(merge, ": prov:" + formal.localName(), rows.get(first, column), rows.get(second, column));
        }
    }

    /** All starts of an activity that is declared are at its start time, and all ends at its end time. */
    private void activityTimes(Constraint constraint, Kind event, Formal time) {
        Rows activities = facts.of(Kind.ACTIVITY);
        FirstRows declared = new FirstRows();
        for (int row = 0; row < activities.count(); row++) {
            declared.first(terms.find(activities.get(row, Facts.ID)), 0, row);
        }
        Rows events = facts.of(event);
        for (int row = 0; row < events.count(); row++) {
            int activity = terms.find(events.get(row, column(event, Formal.ACTIVITY)));
            int said = declared.find(activity, 0);
            if (said >= 0) {
                same(
                        new Merge(
                                constraint,
                                events.get(row, Facts.ID),
                                "activity " + terms.said(activity),
                                List.of(activity)),
                        ": prov:" + time.localName(),
                        activities.get(said, column(Kind.ACTIVITY, time)),
                        events.get(row, column(event, Formal.TIME)));
            }
        }
    }

    private static int column(Kind kind, Formal formal) {
        return 1 + kind.formals().indexOf(formal);
    }

    private boolean same(Merge merge, String attribute, int left, int right) {
        if (terms.unify(left, right)) {
            return true;
        }
        if (!contradictions.add(List.of(terms.find(merge.statement), terms.find(left), terms.find(right)))) {
            return false;
        }
        List<String> ids = new ArrayList<>();
        merge.about.forEach(term -> ids.add(terms.said(term)));
        if (attribute.isEmpty()) {
            ids.add(terms.said(left));
            ids.add(terms.said(right));
        }
        String what = merge.subject + attribute + " cannot be both " + terms.said(left) + " and " + terms.said(right);
        found.add(new Violation(merge.constraint, ids, what));
        return false;
    }

    /**
     * Why two statements are one.
     *
     * @param statement id of one of them
     * @param about terms that say so
     */
    private record Merge(Constraint constraint, int statement, String subject, List<Integer> about) {}
}
