package dev.headwater.prov;

/**
 * An attribute that PROV leaves to the user.
 *
 * @param name qualified name; the local part is as people write it, and is percent-encoded only in documents
 * @param value its value
 */
public record Attribute(String name, Value value) {

    public Attribute {
        if (name.indexOf(':') <= 0) {
            throw new IllegalArgumentException("attribute name is not a qualified name (prefix:local): " + name);
        }
    }

    /** The part before the first colon. */
    public String prefix() {
        return name.substring(0, name.indexOf(':'));
    }

    /** The part after the first colon. */
    public String local() {
        return name.substring(name.indexOf(':') + 1);
    }
}
