package dev.headwater.sink.prov.constraints;

import dev.headwater.prov.Kind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Constraints 53 to 56: what one and the same thing cannot be. */
final class Overlaps {

    /** Relations whose ids are of one kind only; influences and derivations are left out on purpose. */
    private static final Set<Kind> DISJOINT = EnumSet.of(
            Kind.USED,
            Kind.WAS_GENERATED_BY,
            Kind.WAS_INVALIDATED_BY,
            Kind.WAS_STARTED_BY,
            Kind.WAS_ENDED_BY,
            Kind.WAS_INFORMED_BY,
            Kind.WAS_ATTRIBUTED_TO,
            Kind.WAS_ASSOCIATED_WITH,
            Kind.ACTED_ON_BEHALF_OF);

    /** Relations whose ids no element has. */
    private static final Set<Kind> RELATIONS = EnumSet.copyOf(DISJOINT);

    static {
        RELATIONS.add(Kind.WAS_INFLUENCED_BY);
        RELATIONS.add(Kind.WAS_DERIVED_FROM);
    }

    private static final Set<Kind> ELEMENTS = EnumSet.of(Kind.ENTITY, Kind.ACTIVITY, Kind.AGENT);

    private final Terms terms;
    private final Consumer<Violation> violations;

    Overlaps(Terms terms, Consumer<Violation> violations) {
        this.terms = terms;
        this.violations = violations;
    }

    void check() {
        for (int term = 0; term < terms.count(); term++) {
            if (terms.find(term) == term && terms.traits(term) != 0) {
                check(term, terms.traits(term));
            }
        }
    }

    private void check(int term, int traits) {
        List<Kind> relations = said(DISJOINT, traits);
        List<Kind> elements = said(ELEMENTS, traits);
        if (relations.size() > 1) {
            violate(Constraint.RELATIONS_OVERLAP, term, "cannot be the id of " + names(relations));
        }
        List<Kind> any = said(RELATIONS, traits);
        if (!any.isEmpty() && !elements.isEmpty()) {
            elements.addAll(any);
            violate(Constraint.ELEMENT_AND_RELATION, term, "cannot be the id of " + names(elements));
        }
        if (has(traits, Trait.ENTITY | Trait.ACTIVITY)) {
            violate(Constraint.ENTITY_AND_ACTIVITY, term, "cannot be both " + how(traits));
        }
        if (has(traits, Trait.EMPTY_COLLECTION | Trait.HAS_MEMBER)) {
            violate(Constraint.EMPTY_COLLECTION, term, "is a prov:EmptyCollection and cannot have members");
        }
    }

    private static List<Kind> said(Set<Kind> kinds, int traits) {
        List<Kind> said = new ArrayList<>(2);
        for (Kind kind : kinds) {
            if (has(traits, Trait.said(kind))) {
                said.add(kind);
            }
        }
        return said;
    }

    private static boolean has(int traits, int all) {
        return (traits & all) == all;
    }

    private static String names(List<Kind> kinds) {
        return String.join(" and of ", kinds.stream().map(Kind::keyword).toList());
    }

    private static String how(int traits) {
        return "an entity" + (has(traits, Trait.said(Kind.ENTITY)) ? "" : " (by its place in a relation)")
                + " and an activity" + (has(traits, Trait.said(Kind.ACTIVITY)) ? "" : " (by its place in a relation)");
    }

    private void violate(Constraint constraint, int term, String what) {
        violations.accept(new Violation(constraint, List.of(terms.said(term)), terms.said(term) + " " + what));
    }
}
