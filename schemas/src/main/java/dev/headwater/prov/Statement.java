package dev.headwater.prov;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One PROV statement.
 *
 * @param kind element or relation
 * @param id qualified name of the element or relation; for a relation built here it is derived from what it connects
 * @param runId run whose lineage says it, or null
 * @param types {@code prov:type} values, qualified names
 * @param formals formal attributes: qualified names and lexical times
 * @param attributes all others; a name may occur more than once
 */
public record Statement(
        Kind kind,
        String id,
        @Nullable String runId,
        List<String> types,
        Map<Formal, String> formals,
        List<Attribute> attributes) {

    public Statement {
        types = List.copyOf(types);
        attributes = List.copyOf(attributes);
        // Many have none, and an empty map of an enum is no small thing.
        formals = formals.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(formals));
        for (Formal formal : formals.keySet()) {
            if (!kind.has(formal)) {
                throw new IllegalArgumentException(kind.keyword() + " has no prov:" + formal.localName() + ": " + id);
            }
        }
    }

    /** What the data model demands and the statement does not have, as only documents of others do. */
    public List<Formal> missing() {
        return kind.required().stream()
                .filter(formal -> !formals.containsKey(formal))
                .toList();
    }

    /**
     * This statement.
     *
     * @throws IllegalArgumentException when something is {@link #missing}
     */
    public Statement complete() {
        for (Formal formal : missing()) {
            throw new IllegalArgumentException(kind.keyword() + " needs prov:" + formal.localName() + ": " + id);
        }
        return this;
    }

    /**
     * The key of this statement on its compacted topic. It names the run, since what two runs say of a shared element
     * adds up, and neither may replace the other.
     */
    public String key() {
        return statementKey().text();
    }

    /** The same, in parts. */
    public StatementKey statementKey() {
        return new StatementKey(runId == null ? "" : runId, kind, id);
    }

    public @Nullable String formal(Formal formal) {
        return formals.get(formal);
    }

    public static Builder entity(String id) {
        return new Builder(Kind.ENTITY, id);
    }

    public static Builder activity(String id) {
        return new Builder(Kind.ACTIVITY, id);
    }

    public static Builder agent(String id) {
        return new Builder(Kind.AGENT, id);
    }

    /** A relation between two elements, by the formal attributes that its kind names source and target. */
    public static Builder relation(Kind kind, String source, String target) {
        return new Builder(kind, null)
                .formal(kind.source(), source)
                .formal(kind.formals().get(1), target);
    }

    /** Collects a statement. What is null is left out. */
    public static final class Builder {
        private final Kind kind;
        private final @Nullable String id;
        private @Nullable String runId;
        private final List<String> types = new ArrayList<>();
        private final Map<Formal, String> formals = new EnumMap<>(Formal.class);
        private final List<Attribute> attributes = new ArrayList<>();

        private Builder(Kind kind, @Nullable String id) {
            this.kind = kind;
            this.id = id;
        }

        public Builder run(@Nullable String runId) {
            this.runId = runId;
            return this;
        }

        public Builder type(String... qualifiedNames) {
            Collections.addAll(types, qualifiedNames);
            return this;
        }

        public Builder formal(Formal formal, @Nullable String value) {
            if (value != null) {
                formals.put(formal, value);
            }
            return this;
        }

        public Builder time(Formal formal, @Nullable Instant time) {
            return time == null ? this : formal(formal, Times.lexical(time));
        }

        public Builder with(String name, @Nullable Value value) {
            if (value != null) {
                attributes.add(new Attribute(name, value));
            }
            return this;
        }

        public Builder with(String name, @Nullable String text) {
            return text == null ? this : with(name, Value.of(text));
        }

        public Builder with(String name, @Nullable Long number) {
            return number == null ? this : with(name, Value.of(number.longValue()));
        }

        public Builder with(String name, @Nullable Double number) {
            return number == null ? this : with(name, Value.of(number.doubleValue()));
        }

        public Builder with(String name, @Nullable Boolean truth) {
            return truth == null ? this : with(name, Value.of(truth.booleanValue()));
        }

        public Builder with(String name, @Nullable Instant time) {
            return time == null ? this : with(name, Value.of(time));
        }

        /** The function of the element in this relation, a qualified name. */
        public Builder role(String qualifiedName) {
            return with("prov:role", Value.name(qualifiedName));
        }

        public Statement build() {
            return new Statement(kind, id == null ? derivedId() : id, runId, types, formals, attributes).complete();
        }

        /** Times stay out of it: said again with a better time, a relation is still the same. */
        private String derivedId() {
            StringBuilder said = new StringBuilder(kind.keyword());
            formals.forEach((formal, value) -> {
                if (formal.meaning() != Formal.Meaning.TIME) {
                    said.append('\n').append(formal.localName()).append(' ').append(value);
                }
            });
            for (Attribute attribute : attributes) {
                if (attribute.name().equals("prov:role") && attribute.value() instanceof Value.Name role) {
                    said.append("\nrole ").append(role.qualifiedName());
                }
            }
            return "rel:" + Digest.of(said.toString()).substring(0, 32);
        }
    }
}
