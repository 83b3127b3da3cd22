package dev.headwater.benchmarks.export.guest;

/**
 * What a process that is measured says at its end, in a line of its own.
 *
 * @param count statements or rows
 * @param seconds from the first query to the end
 * @param heapBytes that were in use after a collection of the whole heap, at most; 0 if there was none
 * @param residentBytes that the process had of the machine's memory, at most; 0 where Linux does not tell
 */
public record Answer(long count, double seconds, long heapBytes, long residentBytes) {

    private static final String WORD = "@answer ";

    static void say(long count, long nanos, PeakMemory memory) {
        System.out.println(WORD + count + " " + nanos / 1e9 + " " + memory.heap() + " " + PeakMemory.resident());
    }

    /** @throws IllegalStateException when the output has no answer */
    public static Answer in(String output) {
        return output.lines()
                .filter(line -> line.startsWith(WORD))
                .map(line -> line.substring(WORD.length()).split(" "))
                .map(words -> new Answer(
                        Long.parseLong(words[0]),
                        Double.parseDouble(words[1]),
                        Long.parseLong(words[2]),
                        Long.parseLong(words[3])))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("it failed:\n" + output));
    }
}
