package dev.headwater.agent.instrument;

import java.util.List;

/**
 * A method of a library that a hook listens to.
 *
 * @param type name of the class; {@code a.b.*X} for every class below package a.b whose name ends in X
 * @param method its name; {@code <init>} for constructors
 * @param parameters names of its first parameters' types, as many as matter; int is the only primitive type
 * @param moment when the hook hears of a call
 */
record Point(String type, String method, List<String> parameters, Moment moment) {

    /** When a hook hears of a call. A method may call itself, or another of its name. */
    enum Moment {
        /** Before it, unless inside another call at the same point. */
        BEFORE,
        /** After it has returned, unless inside another call at the same point. */
        AFTER,
        /** After it has returned, wherever it was made. */
        AFTER_EACH
    }

    Point {
        parameters = List.copyOf(parameters);
    }

    static Point before(String type, String method, String... parameters) {
        return new Point(type, method, List.of(parameters), Moment.BEFORE);
    }

    static Point after(String type, String method, String... parameters) {
        return new Point(type, method, List.of(parameters), Moment.AFTER);
    }

    static Point afterEach(String type, String method, String... parameters) {
        return new Point(type, method, List.of(parameters), Moment.AFTER_EACH);
    }

    boolean isPattern() {
        return type.contains(".*");
    }

    /** @param internalName of a class, with slashes */
    boolean names(String internalName) {
        if (!isPattern()) {
            return internalName.equals(type.replace('.', '/'));
        }
        int star = type.indexOf('*');
        return internalName.startsWith(type.substring(0, star).replace('.', '/'))
                && internalName.endsWith(type.substring(star + 1));
    }

    /** How the descriptor of the method begins, as far as parameters are given. */
    String descriptorBegins() {
        StringBuilder descriptor = new StringBuilder("(");
        for (String parameter : parameters) {
            String element = parameter.replace("[]", "");
            descriptor
                    .append("[".repeat((parameter.length() - element.length()) / 2))
                    .append(element.equals("int") ? "I" : "L" + element.replace('.', '/') + ";");
        }
        return descriptor.toString();
    }
}
