package dev.headwater.launcher.run.text;

import dev.headwater.launcher.replay.Numbers;
import org.jspecify.annotations.Nullable;

/** A word of a line that may be a number. */
final class Word {

    private Word() {}

    /** The number, for which {@link Numbers#isNumber} holds. */
    static double number(String text) {
        return Numbers.parse(text);
    }

    /** The number in a word that may have brackets, quotes, commas or a percent sign around it; null when it has none. */
    static @Nullable Double numberIn(String word) {
        int begin = 0;
        int end = word.length();
        while (begin < end && "([{'\"".indexOf(word.charAt(begin)) >= 0) {
            begin++;
        }
        while (end > begin && ")]}'\",;|%".indexOf(word.charAt(end - 1)) >= 0) {
            end--;
        }
        String text = word.substring(begin, end);
        return Numbers.isNumber(text) ? (Double) Numbers.parse(text) : null;
    }
}
