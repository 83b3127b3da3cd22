package dev.headwater.sink.prov.constraints;

import dev.headwater.prov.Formal;
import dev.headwater.prov.Kind;
import dev.headwater.prov.Statement;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What one document says outside its bundles, or one bundle: for each statement that a constraint may need again a row of
 * terms, its id and what its formal attributes say; for each term what is known of it.
 */
final class Facts {

    /** Column of the id. Those of the formal attributes follow in the order of their kind. */
    static final int ID = 0;

    private final Terms terms = new Terms();
    private final Map<Kind, Rows> rows = new EnumMap<>(Kind.class);
    private final Consumer<Violation> violations;

    Facts(Consumer<Violation> violations) {
        this.violations = violations;
    }

    Terms terms() {
        return terms;
    }

    Rows of(Kind kind) {
        return rows.computeIfAbsent(kind, any -> new Rows(1 + kind.formals().size()));
    }

    void add(Statement statement) {
        Kind kind = statement.kind();
        int[] row = new int[1 + kind.formals().size()];
        row[ID] = id(statement);
        terms.mark(row[ID], Trait.said(kind) | Trait.ofTypes(statement));
        for (int i = 0; i < kind.formals().size(); i++) {
            row[i + 1] = term(statement, kind.formals().get(i));
        }
        List<Formal> missing = statement.missing();
        if (!missing.isEmpty()) {
            String needed = "prov:" + missing.get(0).localName();
            violate(Constraint.COMPLETE, statement, kind.keyword() + " " + statement.id() + " needs " + needed);
            return;
        }
        if (isNeeded(statement)) {
            of(kind).add(row);
        }
        if (kind == Kind.WAS_DERIVED_FROM) {
            derived(statement, row);
        }
    }

    /** Statements without an id are each their own, whatever their key. By the key others mean the first that has it. */
    private int id(Statement statement) {
        Kind kind = statement.kind();
        int term = kind.isElement() ? terms.name(statement.id()) : terms.relation(kind, statement.id());
        boolean isNew =
                kind.isElement() || !Terms.isBlank(statement.id()) || (terms.traits(term) & Trait.said(kind)) == 0;
        return isNew ? term : terms.variable();
    }

    private int term(Statement statement, Formal formal) {
        String said = statement.formal(formal);
        if (said == null) {
            return isPlaceholder(statement, formal) ? Terms.PLACEHOLDER : terms.variable();
        }
        return switch (formal.meaning()) {
            case TIME -> time(statement, formal, said);
            case RELATION -> terms.relation(formal == Formal.USAGE ? Kind.USED : Kind.WAS_GENERATED_BY, said);
            default -> {
                int term = terms.name(said);
                terms.mark(term, Trait.ofPlace(formal));
                yield term;
            }
        };
    }

    /** What nobody may guess when it is not said; all else is there, though unknown: definitions 2 to 4. */
    private static boolean isPlaceholder(Statement statement, Formal formal) {
        return switch (formal) {
            case PLAN -> true;
            case GENERATION, USAGE -> statement.formal(Formal.ACTIVITY) == null;
            default -> statement.kind() == Kind.WAS_DERIVED_FROM;
        };
    }

    private int time(Statement statement, Formal formal, String lexical) {
        String value = DateTime.value(lexical);
        if (value == null) {
            String subject = statement.kind().keyword() + " " + statement.id() + ": prov:" + formal.localName();
            violate(Constraint.TIME, statement, subject + " is no xsd:dateTime: \"" + lexical + "\"");
            return terms.variable();
        }
        return terms.time(value, lexical);
    }

    private static boolean isNeeded(Statement statement) {
        return switch (statement.kind()) {
            case ENTITY, AGENT, ALTERNATE_OF, HAD_MEMBER -> false;
            case WAS_INFORMED_BY, WAS_ASSOCIATED_WITH, ACTED_ON_BEHALF_OF, WAS_INFLUENCED_BY ->
                !Terms.isBlank(statement.id());
            default -> true;
        };
    }

    /** A derivation by a known activity is a usage and a generation too: inference 11. */
    private void derived(Statement statement, int[] row) {
        if (statement.formal(Formal.ACTIVITY) == null) {
            for (Formal formal : List.of(Formal.GENERATION, Formal.USAGE)) {
                String said = statement.formal(formal);
                if (said != null) {
                    violate(
                            Constraint.DERIVATION_WITHOUT_ACTIVITY,
                            statement,
                            "wasDerivedFrom " + statement.id() + " has prov:" + formal.localName() + " " + said
                                    + ", and no prov:activity");
                }
            }
            return;
        }
        infer(Kind.WAS_GENERATED_BY, row[4], row[1], row[3]);
        infer(Kind.USED, row[5], row[3], row[2]);
    }

    private void infer(Kind kind, int id, int source, int target) {
        if (terms.isConstant(id)) {
            terms.mark(id, Trait.said(kind));
        }
        of(kind).add(id, source, target, terms.variable());
    }

    private void violate(Constraint constraint, Statement statement, String what) {
        violations.accept(new Violation(constraint, List.of(statement.id()), what));
    }
}
