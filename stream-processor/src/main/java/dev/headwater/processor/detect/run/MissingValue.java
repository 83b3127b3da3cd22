package dev.headwater.processor.detect.run;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A loss that was always logged together with other metrics is left out while they go on: it may be NaN. */
final class MissingValue implements RunDetector {

    /*
     * Maintainer's note.
     *
     * Model: metrics of one context (of one split, where the names say so) that are logged at one step are a row. A row is
     * over when one of them is logged at another step. The companions of a loss are those metrics that were in each of its
     * rows and in no row without it. Once it has had `learn` rows, a row that has companions but not the loss is a miss;
     * `misses` of them in a row are the condition, and the next value of the loss is its end. If another loss was in the missed row, the program has gone on to another objective, or only a part is missing:
     * a notice, not a warning. Rows of the first rank that logs in the context count; others are not looked at.
     *
     * Bounds: the first MEMBERS metrics of a context, OTHERS of them no losses: four companions tell as much as forty, and
     * what is not heard costs nothing. 5 + 4 * MEMBERS doubles per context and a name per metric. Once per row, one pass over
     * the members.
     *
     * References: in AlgoPerf v0.5, trials of generalized_adam on wmt log accuracy 0 and a blank loss from the 4th to 7th
     * evaluation to the end: that is what NaN looks like in a table. 300 other trials log step losses for 100 steps only
     * while evaluations go on at steps of their own: those are no companions.
     */
    private static final Threshold LEARN = Threshold.count(
            "learn", 3, 2, 1_000_000, "rows that a loss must have shared with its companions before; our own guess");
    private static final Threshold MISSES =
            Threshold.count("misses", 2, 1, 1_000_000, "rows in a row without it; our own guess");

    static final RuleDefinition<RunDetector> DEFINITION = new RuleDefinition<>(
            "missing-value",
            1,
            true,
            "a loss is left out while the metrics that were always logged with it go on; it may be NaN",
            List.of(LEARN, MISSES),
            thresholds -> "A loss is logged whenever those metrics are that were always logged together with it.",
            MissingValue::new);

    private static final int MEMBERS = 8;
    private static final int OTHERS = 4;

    private static final int COUNT = 0;
    private static final int RANK = 1;
    private static final int STEP = 2;
    private static final int ROW = 3;
    private static final int OTHER_COUNT = 4;
    private static final int FIRST_MEMBER = 5;

    private static final int LOSS = 0;
    private static final int ROWS = 1;
    private static final int COMPANIONS = 2;
    private static final int MISSED = 3;
    private static final int MEMBER_SLOTS = 4;

    private final Rule rule;
    private final int learn;
    private final int misses;

    private MissingValue(Rule rule, Thresholds thresholds) {
        this.rule = rule;
        this.learn = thresholds.count(LEARN);
        this.misses = thresholds.count(MISSES);
    }

    @Override
    public Rule rule() {
        return rule;
    }

    @Override
    public Optional<Ear> listen(RunScene scene, SeriesName series) {
        if (series.hardware()) {
            return Optional.empty();
        }
        Split split = Split.of(series);
        Group group = new Group(scene, series.context(), series.context().isEmpty() ? split.label() : "");
        int member = group.member(series);
        return member < 0 ? Optional.empty() : Optional.of((rank, points, i) -> group.hear(member, rank, points, i));
    }

    /** The metrics of one context. */
    private final class Group {
        private final RunScene scene;
        private final String context;
        private final String key;
        private final double[] memory;

        Group(RunScene scene, String context, String label) {
            this.scene = scene;
            this.context = context;
            this.key = context + "|" + label;
            this.memory = scene.memory(key, FIRST_MEMBER + MEMBERS * MEMBER_SLOTS);
        }

        /** Which one it is; -1 when there is no room for it. */
        int member(SeriesName series) {
            int count = (int) memory[COUNT];
            for (int member = 0; member < count; member++) {
                if (name(member).equals(series.name())) {
                    return member;
                }
            }
            boolean loss = LossLike.is(series);
            if (count == MEMBERS || !loss && memory[OTHER_COUNT] == OTHERS) {
                return -1;
            }
            memory[OTHER_COUNT] += loss ? 0 : 1;
            scene.remember(key + count, series.name());
            memory[COUNT]++;
            memory[slot(count, LOSS)] = loss ? 1 : 0;
            return count;
        }

        void hear(int member, int rank, Points points, int i) {
            if (memory[RANK] == 0) {
                memory[RANK] = rank + 1;
            }
            if (memory[RANK] != rank + 1) {
                return;
            }
            long step = points.step(i);
            if (memory[STEP] != step) {
                closeRow(points, i);
            }
            memory[STEP] = step;
            memory[ROW] = (long) memory[ROW] | 1L << member;
            if (memory[slot(member, MISSED)] != 0) {
                memory[slot(member, MISSED)] = 0;
                scene.calm(subject(member), scene.at(points, i));
            }
        }

        private void closeRow(Points points, int i) {
            long row = (long) memory[ROW];
            memory[ROW] = 0;
            for (int member = 0; member < memory[COUNT]; member++) {
                if (memory[slot(member, LOSS)] == 0) {
                    continue;
                }
                long companions = (long) memory[slot(member, COMPANIONS)];
                if ((row & 1L << member) != 0) {
                    long others = row & ~(1L << member);
                    memory[slot(member, COMPANIONS)] = memory[slot(member, ROWS)]++ == 0 ? others : companions & others;
                } else if (memory[slot(member, ROWS)] < learn) {
                    memory[slot(member, COMPANIONS)] = companions & ~row;
                } else if ((companions & row) != 0) {
                    miss(member, row, companions, scene.at(points, i));
                }
            }
        }

        private void miss(int member, long row, long companions, Occurrence at) {
            double missed = ++memory[slot(member, MISSED)];
            if (missed < misses) {
                return;
            }
            Severity severity = losses(row) ? Severity.INFO : Severity.WARNING;
            String companion = name(Long.numberOfTrailingZeros(companions & row));
            long step = (long) memory[STEP];
            Signal.Breach breach = new Signal.Breach(
                    severity,
                    missed,
                    () -> String.format(
                            Locale.ROOT,
                            "may be NaN: it was left out %d times up to step %d, where %s was logged, which always came"
                                    + " with it before",
                            (long) missed,
                            step,
                            companion));
            scene.breach(subject(member), breach, at, List.of());
        }

        private boolean losses(long row) {
            for (int member = 0; member < memory[COUNT]; member++) {
                if ((row & 1L << member) != 0 && memory[slot(member, LOSS)] != 0) {
                    return true;
                }
            }
            return false;
        }

        /** The loss, and the companions that show that it is missing. */
        private Subject subject(int member) {
            SeriesName loss = SeriesName.metric(scene.runId(), name(member), context);
            List<String> used = new ArrayList<>();
            used.add(loss.id());
            long companions = (long) memory[slot(member, COMPANIONS)];
            for (int other = 0; other < memory[COUNT]; other++) {
                if ((companions & 1L << other) != 0) {
                    used.add(SeriesName.metric(scene.runId(), name(other), context)
                            .id());
                }
            }
            return new Subject(loss.withinRun(), loss.label(), loss, used);
        }

        private String name(int member) {
            return scene.text(key + member);
        }

        private static int slot(int member, int what) {
            return FIRST_MEMBER + member * MEMBER_SLOTS + what;
        }
    }
}
