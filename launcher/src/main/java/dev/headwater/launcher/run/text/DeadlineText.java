package dev.headwater.launcher.run.text;

/** A text that is not read for ever: a pattern may take exponential time to see that it does not match. */
final class DeadlineText implements CharSequence {

    /** The time is over. */
    static final class TooSlow extends RuntimeException {

        private static final long serialVersionUID = 1L;

        TooSlow() {
            super("too slow", null, false, false);
        }
    }

    private static final int LOOKS = 1 << 12;

    private final String text;
    private final long until;
    private int looks;

    /** @param nanos how long its characters may be read */
    DeadlineText(String text, long nanos) {
        this.text = text;
        this.until = System.nanoTime() + nanos;
    }

    @Override
    public char charAt(int index) {
        // The clock costs more than the character.
        if (++looks % LOOKS == 0 && System.nanoTime() - until > 0) {
            throw new TooSlow();
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.substring(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
