package dev.headwater.processor.detect.alert;

import java.util.Locale;

/** When an alert is raised: one of the three conditions that users of W&B's automations know. */
public sealed interface AlertCondition {

    /** Points that a condition may look back, at most: the memory of an alert is bounded by it. */
    int MOST_POINTS = 1000;

    enum Direction {
        UP,
        DOWN,
        EITHER
    }

    /** Points that the condition counts or compares with. */
    int points();

    /** What a series looks like while there is nothing to tell, in words. */
    String expected();

    /**
     * The value was above (UP) or below (DOWN) the bound for this many points in a row.
     *
     * @param direction UP or DOWN
     */
    record Threshold(Direction direction, double bound, int points) implements AlertCondition {
        public Threshold {
            if (direction == Direction.EITHER) {
                throw new IllegalArgumentException(
                        "the direction of a threshold is UP (above) or DOWN (below), not EITHER");
            }
            if (!Double.isFinite(bound)) {
                throw new IllegalArgumentException("the bound of a threshold is a finite number, not " + bound);
            }
            refuse(points, 1);
        }

        @Override
        public String expected() {
            return "The value is not " + (direction == Direction.UP ? "above " : "below ") + number(bound)
                    + (points == 1 ? "." : " for " + points + " points in a row.");
        }
    }

    /**
     * The value differs from the mean of this many points before it by more than a share of that mean.
     *
     * @param percent share of the magnitude of the mean, in percent
     */
    record Change(Direction direction, double percent, int points) implements AlertCondition {
        public Change {
            if (!(percent > 0 && Double.isFinite(percent))) {
                throw new IllegalArgumentException("the percentage of a change is a number above 0, not " + percent);
            }
            refuse(points, 1);
        }

        @Override
        public String expected() {
            return "The value is not more than " + number(percent) + " % "
                    + switch (direction) {
                        case UP -> "above";
                        case DOWN -> "below";
                        case EITHER -> "away from";
                    }
                    + " the mean of the " + points + " points before it.";
        }
    }

    /** The value is further than this many standard deviations from the mean of this many points before it. */
    record Deviation(Direction direction, double z, int points) implements AlertCondition {
        public Deviation {
            if (!(z > 0 && Double.isFinite(z))) {
                throw new IllegalArgumentException("the z of a deviation is a number above 0, not " + z);
            }
            refuse(points, 2);
        }

        @Override
        public String expected() {
            return "The value is not more than " + number(z) + " standard deviations "
                    + switch (direction) {
                        case UP -> "above";
                        case DOWN -> "below";
                        case EITHER -> "away from";
                    }
                    + " the mean of the " + points + " points before it.";
        }
    }

    private static void refuse(int points, int least) {
        if (points < least || points > MOST_POINTS) {
            throw new IllegalArgumentException(
                    "points is a whole number from " + least + " to " + MOST_POINTS + ", not " + points);
        }
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : String.format(Locale.ROOT, "%s", value);
    }
}
