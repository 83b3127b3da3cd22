package dev.headwater.sink.imports;

import dev.headwater.prov.Attribute;
import dev.headwater.prov.Digest;
import dev.headwater.prov.Formal;
import dev.headwater.prov.Kind;
import dev.headwater.prov.Statement;
import dev.headwater.prov.Value;
import dev.headwater.sink.prov.Literals;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Statements of a document with absolute names everywhere, and with ids that outlive the document. */
final class AbsoluteStatements {

    private static final String BLANK = "_:";

    /** What our writer makes of the id of a relation that has none in PROV. */
    private static final Pattern OURS = Pattern.compile("_:rel-([0-9a-f]{32})");

    private static final Pattern SPACE = Pattern.compile("\\s");

    private final AbsoluteNames names;

    AbsoluteStatements(AbsoluteNames names) {
        this.names = names;
    }

    /** @param runId who says it */
    Statement of(Statement read, String runId) {
        Map<Formal, String> formals = new EnumMap<>(Formal.class);
        read.formals()
                .forEach((formal, value) ->
                        formals.put(formal, formal.meaning() == Formal.Meaning.TIME ? value : names.of(value)));
        List<String> types = read.types().stream().map(names::of).sorted().toList();
        List<Attribute> attributes = new ArrayList<>(read.attributes().size());
        for (Attribute attribute : read.attributes()) {
            attributes.add(new Attribute(names.of(attribute.name()), of(attribute.value())));
        }
        Statement said = new Statement(read.kind(), "", runId, types, formals, attributes);
        return withId(said, id(read.id(), said));
    }

    /** The same under an id that is derived from all that it says. */
    static Statement withDerivedId(Statement said) {
        return withId(said, derivedId(said));
    }

    private String id(String read, Statement said) {
        if (said.kind().isElement()) {
            return names.of(read);
        }
        java.util.regex.Matcher ours = OURS.matcher(read);
        if (ours.matches()) {
            return "rel:" + ours.group(1);
        }
        return read.startsWith(BLANK) || !isIdentified(said.kind()) ? derivedId(said) : names.of(read);
    }

    /** Whether PROV gives a relation of this kind an identifier. */
    private static boolean isIdentified(Kind kind) {
        return switch (kind) {
            case SPECIALIZATION_OF, ALTERNATE_OF, HAD_MEMBER -> false;
            default -> true;
        };
    }

    /** A key in a document is no identity. What says the same is the same; a time or an attribute makes a difference. */
    private static String derivedId(Statement said) {
        Digest digest = new Digest().add(said.kind().keyword());
        said.formals().forEach((formal, value) -> digest.add(formal.localName()).add(value));
        said.types().forEach(type -> digest.add("type").add(type));
        said.attributes().stream()
                .map(AbsoluteStatements::parts)
                .sorted(Comparator.comparing(parts -> String.join("\0", parts)))
                .forEach(parts -> parts.forEach(digest::add));
        return "rel:" + digest.hex().substring(0, 32);
    }

    private static List<String> parts(Attribute attribute) {
        Value value = attribute.value();
        String datatype = "";
        if (value instanceof Value.Int) {
            datatype = "integer";
        } else if (value instanceof Value.Real) {
            datatype = "double";
        } else if (value instanceof Value.Truth) {
            datatype = "boolean";
        } else if (value instanceof Value.Name) {
            datatype = "name";
        } else if (value instanceof Value.Literal literal) {
            datatype = literal.type();
        } else if (value instanceof Value.LanguageText text) {
            datatype = "@" + text.language();
        }
        return List.of(attribute.name(), datatype, value.lexical());
    }

    private static Statement withId(Statement said, String id) {
        return new Statement(said.kind(), id, said.runId(), said.types(), said.formals(), said.attributes());
    }

    private Value of(Value value) {
        if (value instanceof Value.Name name) {
            return new Value.Name(names.of(name.qualifiedName()));
        } else if (value instanceof Value.Literal literal) {
            @Nullable String type = literal.type();
            // No IRI has a space, and the graph lists datatypes with spaces between.
            return Literals.of(literal.lexical(), SPACE.matcher(names.of(type)).replaceAll("%20"));
        }
        return value;
    }
}
