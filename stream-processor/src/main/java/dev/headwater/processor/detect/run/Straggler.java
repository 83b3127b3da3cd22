package dev.headwater.processor.detect.run;

import dev.headwater.anomaly.EvidencePoint;
import dev.headwater.anomaly.Severity;
import dev.headwater.processor.detect.LossLike;
import dev.headwater.processor.detect.Occurrence;
import dev.headwater.processor.detect.Rule;
import dev.headwater.processor.detect.RuleDefinition;
import dev.headwater.processor.detect.Signal;
import dev.headwater.processor.detect.Subject;
import dev.headwater.processor.detect.Threshold;
import dev.headwater.processor.detect.Thresholds;
import dev.headwater.processor.series.Points;
import dev.headwater.processor.series.SeriesName;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One rank is persistently slower than its peers. */
final class Straggler implements RunDetector {

    /*
     * Maintainer's note.
     *
     * Model: a rank's step time is a metric of it where the program logs one per rank, else the time between points of a
     * training loss over the steps between them. Steps are cut into blocks of `steps`; a rank's block time is the geometric
     * mean over its points in the block, so a single slow step weighs little. When all ranks heard so far have gone beyond a
     * block, or one is KEPT blocks ahead, each block time is compared with the median of the others'. `blocks` blocks in a
     * row above `ratio` times it are the condition, one that is not is its end. Blocks are compared by their number, not by
     * when they came: batches of ranks arrive one after another. The same blocks of all ranks, so a change of speed that all share
     * is none. Where ranks wait for one another in each step, only a logged time of their own work tells them apart.
     *
     * Bounds: ranks 0 to MOST_RANKS - 1; 6 + 2 * KEPT doubles per rank and series, 3 per series; once per block and rank a
     * pass over the ranks.
     *
     * References: MegaScale reports stragglers of about 10 %; 1.1 to 1.5 times for 20 steps is the range of the design.
     */
    private static final Threshold RATIO =
            Threshold.of("ratio", 1.25, 1, 1000, "times the median step time of the other ranks; our own guess");
    private static final Threshold STEPS =
            Threshold.count("steps", 20, 1, 1_000_000, "steps of a block, over which a rank's time is taken");
    private static final Threshold BLOCKS = Threshold.count("blocks", 2, 1, 1000, "blocks in a row; our own guess");

    static final RuleDefinition<RunDetector> DEFINITION = new RuleDefinition<>(
            "straggler",
            1,
            true,
            "one rank is persistently slower than its peers",
            List.of(RATIO, STEPS, BLOCKS),
            thresholds -> "Each rank takes at most " + Threshold.text(thresholds.get(RATIO))
                    + " times as long for a step as its peers do.",
            Straggler::new);

    private static final int MOST_RANKS = 128;
    private static final int KEPT = 8;

    private static final int RANKS = 0;
    private static final int JUDGED = 1;
    private static final int SERIES_SLOTS = 3;

    private static final int BLOCK = 0;
    private static final int SUM = 1;
    private static final int COUNT = 2;
    private static final int LAST_STEP = 3;
    private static final int LAST_TIME = 4;
    private static final int SLOW = 5;
    private static final int FIRST_KEPT = 6;

    private final Rule rule;
    private final double ratio;
    private final int steps;
    private final int blocks;

    private Straggler(Rule rule, Thresholds thresholds) {
        this.rule = rule;
        this.ratio = thresholds.get(RATIO);
        this.steps = thresholds.count(STEPS);
        this.blocks = thresholds.count(BLOCKS);
    }

    @Override
    public Rule rule() {
        return rule;
    }

    @Override
    public Optional<Ear> listen(RunScene scene, SeriesName series) {
        boolean isTime = StepTimes.are(series);
        boolean tells = isTime || LossLike.is(series) && Split.of(series).role() != Split.Role.EVALUATION;
        if (!tells) {
            return Optional.empty();
        }
        Pack pack = new Pack(scene, series);
        return Optional.of((rank, points, i) -> {
            if (rank < MOST_RANKS) {
                pack.hear(rank, isTime, points, i);
            }
        });
    }

    /** The ranks that log one series. */
    private final class Pack {
        private final RunScene scene;
        private final SeriesName series;
        private final double[] shared;
        /** By rank, so that its name is not put together for each point. */
        private final Map<Integer, double[]> memories = new HashMap<>();

        Pack(RunScene scene, SeriesName series) {
            this.scene = scene;
            this.series = series;
            this.shared = scene.memory(series.id(), SERIES_SLOTS);
        }

        void hear(int rank, boolean isTime, Points points, int i) {
            double[] memory = memory(rank);
            shared[RANKS] = Math.max(shared[RANKS], rank + 1);
            long step = points.step(i);
            boolean forward = memory[LAST_TIME] > 0 && step > memory[LAST_STEP];
            double took = isTime
                    ? points.value(i)
                    : forward ? (points.time(i) - memory[LAST_TIME]) / (step - memory[LAST_STEP]) : Double.NaN;
            memory[LAST_STEP] = step;
            memory[LAST_TIME] = points.time(i);
            double block = Math.floorDiv(step, steps);
            if (block != memory[BLOCK]) {
                close(memory, block);
                judge(block, scene.at(points, i));
            }
            if (took > 0 && took < Double.POSITIVE_INFINITY) {
                memory[SUM] += Math.log(took);
                memory[COUNT]++;
            }
        }

        private double[] memory(int rank) {
            return memories.computeIfAbsent(rank, any -> scene.memory(rank + "|" + series.id(), FIRST_KEPT + 2 * KEPT));
        }

        private void close(double[] memory, double next) {
            if (memory[COUNT] > 0) {
                int kept = FIRST_KEPT + 2 * (int) Math.floorMod((long) memory[BLOCK], KEPT);
                memory[kept] = memory[BLOCK] + 1;
                memory[kept + 1] = memory[SUM] / memory[COUNT];
            }
            memory[BLOCK] = next;
            memory[SUM] = 0;
            memory[COUNT] = 0;
        }

        /** Judges what can be judged of the blocks before the one that a rank has just begun. */
        private void judge(double begun, Occurrence at) {
            if (shared[RANKS] < 2) {
                return;
            }
            double behind = begun;
            for (int rank = 0; rank < shared[RANKS]; rank++) {
                Optional<double[]> memory = scene.known(rank + "|" + series.id());
                if (memory.isPresent()) {
                    behind = Math.min(behind, memory.get()[BLOCK]);
                }
            }
            double until = Math.max(behind, begun - KEPT + 1);
            for (double block = Math.max(shared[JUDGED], until - KEPT); block < until; block++) {
                judgeBlock(block, at);
            }
            shared[JUDGED] = Math.max(shared[JUDGED], until);
        }

        private void judgeBlock(double block, Occurrence at) {
            double[] logs = new double[(int) shared[RANKS]];
            Arrays.fill(logs, Double.NaN);
            int present = 0;
            for (int rank = 0; rank < logs.length; rank++) {
                Optional<double[]> memory = scene.known(rank + "|" + series.id());
                int kept = FIRST_KEPT + 2 * (int) Math.floorMod((long) block, KEPT);
                if (memory.isPresent() && memory.get()[kept] == block + 1) {
                    logs[rank] = memory.get()[kept + 1];
                    present++;
                }
            }
            if (present < 2) {
                return;
            }
            for (int rank = 0; rank < logs.length; rank++) {
                if (!Double.isNaN(logs[rank])) {
                    compare(rank, logs[rank], medianWithout(logs, rank, present - 1), at);
                }
            }
        }

        private void compare(int rank, double log, double peers, Occurrence at) {
            double[] memory = memory(rank);
            double times = Math.exp(log - peers);
            if (times <= ratio) {
                memory[SLOW] = 0;
                scene.calm(subject(rank), at);
                return;
            }
            if (++memory[SLOW] < blocks) {
                return;
            }
            Signal.Breach breach = new Signal.Breach(
                    Severity.WARNING,
                    times,
                    () -> String.format(
                            Locale.ROOT,
                            "takes %.2f times as long for a step as its peers, for %d steps",
                            times,
                            (long) memory[SLOW] * steps));
            scene.breach(subject(rank), breach, at, List.<EvidencePoint>of());
        }

        private Subject subject(int rank) {
            return new Subject(series.withinRun() + "/rank/" + rank, "Rank " + rank, series, List.of(series.id()));
        }

        private static double medianWithout(double[] logs, int rank, int others) {
            double[] sorted = new double[others];
            int next = 0;
            for (int other = 0; other < logs.length; other++) {
                if (other != rank && !Double.isNaN(logs[other])) {
                    sorted[next++] = logs[other];
                }
            }
            Arrays.sort(sorted);
            return sorted[(others - 1) / 2];
        }
    }
}
