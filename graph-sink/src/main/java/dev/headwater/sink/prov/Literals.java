package dev.headwater.sink.prov;

import dev.headwater.prov.Value;

/** Values by their lexical form and datatype. */
public final class Literals {

    private Literals() {}

    /**
     * The value, native where it is written as we would write it; otherwise the text that it is, for nothing is to be lost.
     *
     * @param type datatype, a qualified name with our prefixes
     */
    public static Value of(String lexical, String type) {
        return switch (type) {
            case "xsd:string", "prov:InternationalizedString" -> Value.of(lexical);
            case "xsd:boolean" ->
                lexical.equals("true") || lexical.equals("false")
                        ? Value.of(Boolean.parseBoolean(lexical))
                        : new Value.Literal(lexical, type);
            case "xsd:long", "xsd:double" -> number(type, lexical);
            default -> new Value.Literal(lexical, type);
        };
    }

    private static Value number(String type, String lexical) {
        Value number;
        try {
            number = type.equals("xsd:long") ? Value.of(Long.parseLong(lexical)) : Value.Real.parse(lexical);
        } catch (NumberFormatException e) {
            return new Value.Literal(lexical, type);
        }
        return number.lexical().equals(lexical) ? number : new Value.Literal(lexical, type);
    }
}
