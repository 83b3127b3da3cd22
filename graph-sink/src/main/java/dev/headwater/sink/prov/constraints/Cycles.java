package dev.headwater.sink.prov.constraints;

import dev.headwater.prov.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Constraint 52, and the event orders of constraints 30 to 49 together.
 *
 * <p>Events may not precede themselves strictly, and only a derivation orders strictly: what it derives is generated after
 * what it derives it from (42). So a document breaks an order if and only if some derivation lies on a cycle of events. All
 * generations of an entity are at one time, as all starts of an activity are (31, 39), and one node stands for them. Ends
 * and invalidations precede nothing but each other (30, 32 to 36, 38, 40, 43, 44, 46, 47, 49), hence lie on no such
 * cycle and are left out. What remains are generations, starts and usages, by constraints 33, 34, 37, 41 to 43, 45
 * and 48.
 *
 * <p>An entity that no statement declares is taken to be generated too, as inference 7 has it of declared ones.
 */
final class Cycles {

    private final Facts facts;
    private final Terms terms;
    private final Consumer<Violation> violations;

    Cycles(Facts facts, Consumer<Violation> violations) {
        this.facts = facts;
        this.terms = facts.terms();
        this.violations = violations;
    }

    void check() {
        if (facts.of(Kind.SPECIALIZATION_OF).count() > 0) {
            specializations();
        }
        if (facts.of(Kind.WAS_DERIVED_FROM).count() > 0) {
            derivations();
        }
    }

    /** Specialisation is transitive (inference 19), so that a cycle is an entity that specialises itself. */
    private void specializations() {
        Rows edges = new Rows(2);
        Rows said = facts.of(Kind.SPECIALIZATION_OF);
        for (int row = 0; row < said.count(); row++) {
            edges.add(terms.find(said.get(row, 1)), terms.find(said.get(row, 2)));
        }
        for (List<Integer> cycle : cycles(terms.count(), edges, edges)) {
            List<String> ids = cycle.stream().map(terms::said).toList();
            violations.accept(new Violation(
                    Constraint.SPECIALIZATION_OF_ITSELF,
                    List.copyOf(new LinkedHashSet<>(ids)),
                    String.join(" specializationOf ", ids)));
        }
    }

    private void derivations() {
        Rows strict = new Rows(2);
        Rows edges = new Rows(2);
        each(Kind.WAS_DERIVED_FROM, (rows, row) -> {
            strict.add(generation(rows.get(row, 2)), generation(rows.get(row, 1)));
            edges.add(generation(rows.get(row, 2)), generation(rows.get(row, 1)));
            if (rows.get(row, 3) != Terms.PLACEHOLDER) {
                edges.add(usage(rows.get(row, 5)), generation(rows.get(row, 1)));
            }
        });
        each(Kind.USED, (rows, row) -> {
            edges.add(start(rows.get(row, 1)), usage(rows.get(row, Facts.ID)));
            edges.add(generation(rows.get(row, 2)), usage(rows.get(row, Facts.ID)));
        });
        each(Kind.WAS_GENERATED_BY, (rows, row) -> edges.add(start(rows.get(row, 2)), generation(rows.get(row, 1))));
        each(Kind.WAS_STARTED_BY, (rows, row) -> {
            edges.add(generation(rows.get(row, 2)), start(rows.get(row, 1)));
            edges.add(start(rows.get(row, 3)), generation(rows.get(row, 2)));
        });
        each(Kind.WAS_ENDED_BY, (rows, row) -> edges.add(start(rows.get(row, 3)), generation(rows.get(row, 2))));
        each(
                Kind.SPECIALIZATION_OF,
                (rows, row) -> edges.add(generation(rows.get(row, 2)), generation(rows.get(row, 1))));
        each(Kind.WAS_ATTRIBUTED_TO, (rows, row) -> {
            edges.add(generation(rows.get(row, 2)), generation(rows.get(row, 1)));
            edges.add(start(rows.get(row, 2)), generation(rows.get(row, 1)));
        });
        for (List<Integer> cycle : cycles(2 * terms.count(), edges, strict)) {
            report(cycle);
        }
    }

    private void each(Kind kind, java.util.function.ObjIntConsumer<Rows> action) {
        Rows rows = facts.of(kind);
        for (int row = 0; row < rows.count(); row++) {
            action.accept(rows, row);
        }
    }

    private int generation(int entity) {
        return 2 * terms.find(entity);
    }

    private int start(int activity) {
        return 2 * terms.find(activity) + 1;
    }

    /** A usage is an event of its own; no id of a usage is an entity. */
    private int usage(int id) {
        return 2 * terms.find(id);
    }

    /** For each component of the edges that has one of the forbidden ones within, a cycle through that one. */
    private static List<List<Integer>> cycles(int nodes, Rows edges, Rows forbidden) {
        Graph graph = new Graph(nodes, edges);
        int[] component = graph.components();
        Set<Integer> seen = new HashSet<>();
        List<List<Integer>> cycles = new ArrayList<>();
        for (int edge = 0; edge < forbidden.count(); edge++) {
            int from = forbidden.get(edge, 0);
            int to = forbidden.get(edge, 1);
            if (component[from] == component[to] && seen.add(component[from])) {
                List<Integer> cycle = new ArrayList<>(List.of(from));
                cycle.addAll(graph.way(to, from, component));
                cycles.add(cycle);
            }
        }
        return cycles;
    }

    private void report(List<Integer> cycle) {
        List<String> events = new ArrayList<>();
        Set<String> ids = new LinkedHashSet<>();
        for (int node : cycle) {
            String id = terms.said(node / 2);
            boolean usage = (terms.traits(node / 2) & Trait.said(Kind.USED)) == Trait.said(Kind.USED);
            events.add((node % 2 == 1 ? "start of " : usage ? "usage " : "generation of ") + id);
            ids.add(id);
        }
        String what = events.get(0) + " is before " + events.get(1);
        if (events.size() > 2) {
            what += ", which is not after " + String.join(", not after ", events.subList(2, events.size()));
        }
        violations.accept(new Violation(Constraint.DERIVATION_ORDER, List.copyOf(ids), what));
    }
}
