package dev.headwater.benchmarks.agent;

import dev.headwater.benchmarks.Benchmark;
import dev.headwater.benchmarks.Guests.Answers;
import dev.headwater.benchmarks.Ledger;
import dev.headwater.benchmarks.Stage;
import dev.headwater.benchmarks.agent.guest.Curve;
import java.util.List;
import java.util.Map;

/** All figures of the guest, in the order in which they are promised. */
public final class AgentBenchmarks {

    private AgentBenchmarks() {}

    /** One per row. */
    public static List<Benchmark> all() {
        return List.of(
                new LogFigures(),
                new ThreadsFigures(),
                new LatencyFigures(),
                new ShippingFigures(),
                new SizeFigures(),
                new TrainingFigures(),
                new FootprintFigures());
    }

    /** Compares every point of every run of a trainer with what the broker has; throws when one is not as logged. */
    static Count count(Stage stage, Answers answers, Curve curve) {
        Count sum = new Count(0, 0, 0, 0);
        if (answers.runs().isEmpty()) {
            throw new IllegalStateException("a trainer told of no run: " + answers);
        }
        for (Map.Entry<String, Long> run : answers.runs().entrySet()) {
            Ledger ledger = Ledger.check(stage.broker(), run.getKey(), run.getValue(), curve::at);
            sum = new Count(
                    sum.points() + ledger.points(),
                    sum.batches() + ledger.batches(),
                    sum.duplicates() + ledger.duplicates(),
                    ledger.slowestSecond());
        }
        return sum;
    }

    /**
     * What the broker has.
     *
     * @param points distinct, each compared with what was logged
     * @param batches messages that hold them
     * @param duplicates messages that came once more
     * @param slowestSecond fewest points in any whole second of the last run
     */
    record Count(long points, long batches, long duplicates, long slowestSecond) {}
}
