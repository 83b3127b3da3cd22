package dev.headwater.agent.instrument;

import org.jspecify.annotations.Nullable;

/**
 * A call of a library's method.
 *
 * @param self the object it was made on; null for a static method
 * @param arguments as given
 * @param result what it returned; null before it has
 */
record Call(
        Point point,
        @Nullable Object self,
        @Nullable Object[] arguments,
        @Nullable Object result) {

    boolean of(String simpleType, String method) {
        return point.method().equals(method) && point.type().endsWith("." + simpleType);
    }

    <T> @Nullable T argument(int index, Class<T> type) {
        return index < arguments.length && type.isInstance(arguments[index]) ? type.cast(arguments[index]) : null;
    }
}
