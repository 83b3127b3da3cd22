package dev.headwater.benchmarks;

import java.nio.file.Path;

/**
 * Where a benchmark takes place.
 *
 * @param root the checkout
 * @param broker real Kafka on this machine, empty topics
 * @param guests starts trainers
 * @param folder for journals and other files; removed afterwards
 * @param small true to run just long enough to see that it works; its figures mean nothing
 */
public record Stage(Path root, Broker broker, Guests guests, Path folder, boolean small) {

    /** The one or the other size. */
    public int size(int real, int tiny) {
        return small ? tiny : real;
    }
}
