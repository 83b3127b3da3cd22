package dev.headwater.processor.detect;

/**
 * A number that an operator may set for a rule.
 *
 * @param name word that identifies it within the rule, such as ratio
 * @param standard value it ships with
 * @param least smallest value that makes sense
 * @param most largest value that makes sense
 * @param whole only whole numbers make sense
 * @param meaning what it is, with its unit, and where the standard value comes from
 */
public record Threshold(String name, double standard, double least, double most, boolean whole, String meaning) {

    public Threshold {
        refuse(name, standard, least, most, whole);
    }

    public static Threshold of(String name, double standard, double least, double most, String meaning) {
        return new Threshold(name, standard, least, most, false, meaning);
    }

    /** A threshold that counts: points, steps, milliseconds. */
    public static Threshold count(String name, long standard, long least, long most, String meaning) {
        return new Threshold(name, standard, least, most, true, meaning);
    }

    /** @throws IllegalArgumentException when the value makes no sense, saying which would */
    public void check(double value) {
        refuse(name, value, least, most, whole);
    }

    private static void refuse(String name, double value, double least, double most, boolean whole) {
        if (!(value >= least && value <= most) || whole && value != Math.rint(value)) {
            throw new IllegalArgumentException(name + " is a" + (whole ? " whole" : "") + " number from " + text(least)
                    + " to " + text(most) + ", not " + text(value));
        }
    }

    public static String text(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
