package dev.headwater.processor.detect;

/**
 * Points in a row that are out, and whether they make a condition, which is over after points in a row that are not; in a
 * part of a detector's memory.
 *
 * @param at first slot of it
 */
public record Streak(int at) {

    /** Slots that it takes. */
    public static final int SLOTS = 3;

    private static final int OUT = 0;
    private static final int OPEN = 1;
    private static final int INSIDE = 2;

    /** A point that is out. @return how many in a row are by now */
    public double out(double[] memory) {
        memory[at + INSIDE] = 0;
        return ++memory[at + OUT];
    }

    public boolean isOpen(double[] memory) {
        return memory[at + OPEN] != 0;
    }

    /** The point that is out is one of the condition. @return how many are, those in a row that opened it included */
    public double open(double[] memory) {
        memory[at + OPEN] = isOpen(memory) ? memory[at + OPEN] + 1 : memory[at + OUT];
        return memory[at + OPEN];
    }

    /** A point that is not out. The condition, if it is open, is over after so many in a row. */
    public Signal inside(double[] memory, int calmAfter) {
        memory[at + OUT] = 0;
        if (!isOpen(memory) || ++memory[at + INSIDE] < calmAfter) {
            return Signal.QUIET;
        }
        memory[at + OPEN] = 0;
        return Signal.CALM;
    }
}
