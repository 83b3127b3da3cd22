package dev.headwater.agent.instrument;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/** Asks objects of libraries that this jar is not compiled against, by their public methods. */
final class Reading {

    private Reading() {}

    /** What a public method without parameters answers. */
    static @Nullable Object ask(Object of, String method) throws ReflectiveOperationException {
        return accessible(of.getClass(), method, of.getClass()).invoke(of);
    }

    /** The same, as text. */
    static String text(Object of, String method) throws ReflectiveOperationException {
        return String.valueOf(ask(of, method));
    }

    /** Whether a class of this name is among the object's classes and interfaces. */
    static boolean is(@Nullable Object object, String typeName) {
        return object != null && isA(object.getClass(), typeName);
    }

    private static boolean isA(Class<?> type, String typeName) {
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            if (each.getName().equals(typeName)) {
                return true;
            }
            for (Class<?> face : each.getInterfaces()) {
                if (isA(face, typeName)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** A class may be hidden while a class or interface above it is public. */
    private static Method accessible(Class<?> type, String method, Class<?> asked) throws NoSuchMethodException {
        Method found = find(type, method);
        if (found == null) {
            throw new NoSuchMethodException(asked.getName() + "." + method + "()");
        }
        return found;
    }

    private static @Nullable Method find(Class<?> type, String method) {
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            if (Modifier.isPublic(each.getModifiers())) {
                try {
                    return each.getMethod(method);
                } catch (NoSuchMethodException e) {
                    // Perhaps above.
                }
            }
            for (Class<?> face : each.getInterfaces()) {
                Method found = find(face, method);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }
}
