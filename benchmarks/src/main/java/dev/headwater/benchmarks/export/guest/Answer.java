package dev.headwater.benchmarks.export.guest;

/**
 * What a process that is measured says at its end, in a line of its own.
 *
 * @param count statements or rows
 * @param seconds from the first query to the end
 */
public record Answer(long count, double seconds) {

    private static final String WORD = "@answer ";

    static String of(long count, long nanos) {
        return WORD + count + " " + nanos / 1e9;
    }

    /** @throws IllegalStateException when the output has no answer */
    public static Answer in(String output) {
        return output.lines()
                .filter(line -> line.startsWith(WORD))
                .map(line -> line.substring(WORD.length()).split(" "))
                .map(words -> new Answer(Long.parseLong(words[0]), Double.parseDouble(words[1])))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("it failed:\n" + output));
    }
}
