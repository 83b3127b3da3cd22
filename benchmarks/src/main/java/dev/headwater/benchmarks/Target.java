package dev.headwater.benchmarks;

import java.util.Locale;

/**
 * What a figure must reach.
 *
 * @param relation how the value stands to the limit
 * @param limit in the unit of the figure
 */
public record Target(Relation relation, double limit) {

    /** How a value must stand to its limit. */
    public enum Relation {
        AT_MOST("<="),
        BELOW("<"),
        AT_LEAST(">="),
        ABOVE(">");

        private final String sign;

        Relation(String sign) {
            this.sign = sign;
        }
    }

    public static Target atMost(double limit) {
        return new Target(Relation.AT_MOST, limit);
    }

    public static Target below(double limit) {
        return new Target(Relation.BELOW, limit);
    }

    public static Target atLeast(double limit) {
        return new Target(Relation.AT_LEAST, limit);
    }

    public static Target above(double limit) {
        return new Target(Relation.ABOVE, limit);
    }

    /** Whether the value reaches it; NaN reaches nothing. */
    public boolean met(double value) {
        return switch (relation) {
            case AT_MOST -> value <= limit;
            case BELOW -> value < limit;
            case AT_LEAST -> value >= limit;
            case ABOVE -> value > limit;
        };
    }

    @Override
    public String toString() {
        return relation.sign
                + " "
                + (limit == Math.rint(limit) ? String.format(Locale.ROOT, "%.0f", limit) : Double.toString(limit));
    }
}
