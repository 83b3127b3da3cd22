package dev.headwater.agent.capture;

/** Whether a text looks as if a machine had thrown dice for it. */
final class Randomness {

    private static final int SHORTEST = 16;

    private Randomness() {}

    /**
     * Whether letters and digits are mixed: upper and lower case with digits over all of it, or digits and letters within
     * sixteen characters that no hyphen parts.
     */
    static boolean looksRandom(String text) {
        if (text.length() < SHORTEST) {
            return false;
        }
        boolean upper = false;
        boolean lower = false;
        boolean digit = false;
        int run = 0;
        boolean runDigit = false;
        boolean runLetter = false;
        boolean longRun = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isDigit = c >= '0' && c <= '9';
            boolean isUpper = c >= 'A' && c <= 'Z';
            boolean isLower = c >= 'a' && c <= 'z';
            if (!isDigit && !isUpper && !isLower) {
                if ("+/=_.:-".indexOf(c) < 0) {
                    return false;
                }
                run = 0;
                runDigit = false;
                runLetter = false;
                continue;
            }
            upper |= isUpper;
            lower |= isLower;
            digit |= isDigit;
            run++;
            runDigit |= isDigit;
            runLetter |= isUpper || isLower;
            longRun |= run >= SHORTEST && runDigit && runLetter;
        }
        return digit && upper && lower || longRun;
    }
}
