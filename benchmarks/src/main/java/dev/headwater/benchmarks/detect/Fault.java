package dev.headwater.benchmarks.detect;

import java.util.Random;
import java.util.Set;

/**
 * A fault of one size.
 *
 * @param kind of fault, in words that suit the name of a figure
 * @param size how large it is; {@link #NONE} for the same without a fault
 * @param rules that are meant to find it
 * @param gradients whether it needs runs that log the norm of their gradient
 * @param injection puts it into a run
 */
record Fault(String kind, String size, Set<String> rules, boolean gradients, Injection injection) {

    static final String NONE = "none";

    /** Puts a fault into a run, at a place that it draws. */
    interface Injection {
        Injected into(LoggedRun run, Random random);
    }

    static Fault of(String kind, String size, Set<String> rules, Injection injection) {
        return new Fault(kind, size, rules, false, injection);
    }

    /** As the name of a figure. */
    String name() {
        return kind + "." + size.replaceAll("[^A-Za-z0-9.+]+", "-").replaceAll("-$", "");
    }
}
