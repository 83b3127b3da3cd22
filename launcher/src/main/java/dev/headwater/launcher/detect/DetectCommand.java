package dev.headwater.launcher.detect;

import dev.headwater.launcher.CommandFailure;
import dev.headwater.launcher.Explanation;
import dev.headwater.launcher.Figures;
import dev.headwater.launcher.Terminal;
import dev.headwater.launcher.VerboseOption;
import dev.headwater.launcher.replay.Manifest;
import dev.headwater.launcher.replay.ReplayPlan;
import dev.headwater.processor.detect.Budget;
import dev.headwater.processor.detect.Detector;
import dev.headwater.processor.detect.rules.InForce;
import dev.headwater.processor.detect.rules.Rulebook;
import dev.headwater.processor.topology.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code headwater detect}. */
@Command(
        name = "detect",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Runs the rules of the processor on files: one series, or whole runs. Needs no Kafka.",
        description = {
            "With --csv, one rule looks at one series, and --out gets timestamp,value,anomaly_score: a score from 0 to 1 "
                    + "for each row, times as in the file. A rule that grades all points (hardware-anomaly) is taken at "
                    + "its word; of any other, the distance s outside its thresholds gives s / (1 + s), and 1 where it "
                    + "measures none; 0 where it tells nothing.",
            "",
            "With --manifest, the one of `headwater replay`, all rules but those that compare runs (config-drift, "
                    + "duplicate-run) look at whole runs, row by row, and each finding is a line of JSON on standard "
                    + "output when it opens, changes and is over, with the step at which "
                    + "that was. A log without times has a row a second. A run with a bad line is named and left out.",
            "",
            "Example: headwater detect --csv gpu.csv --time timestamp --value watts --out scores.csv",
            "Example: headwater detect --manifest runs.jsonl --rules detectors.yaml",
            ""
        })
public final class DetectCommand implements Callable<Integer> {

    private static final String STANDARD_RULE = "hardware-anomaly";
    private static final Duration NOTE_EVERY = Duration.ofSeconds(10);

    private final Terminal terminal;

    @Mixin
    private final VerboseOption verbose = new VerboseOption();

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--csv", paramLabel = "FILE", description = "One series: CSV with a header line.")
    private @Nullable Path csv;

    @Option(names = "--time", paramLabel = "COLUMN", description = "Column of the time.")
    private String time = "";

    @Option(names = "--value", paramLabel = "COLUMN", description = "Column of the value.")
    private String value = "";

    @Option(
            names = "--rule",
            paramLabel = "NAME",
            description =
                    "Rule that looks at the series; `headwater rules` lists them. Default: " + STANDARD_RULE + ".")
    private String rule = "";

    @Option(names = "--out", paramLabel = "FILE", description = "Where the scores go.")
    private @Nullable Path out;

    @Option(names = "--manifest", paramLabel = "FILE.jsonl", description = "Runs: one JSON object per line.")
    private @Nullable Path manifest;

    @Option(names = "--rules", paramLabel = "FILE", description = "Rules file. Default: the rules as they ship.")
    private @Nullable Path rules;

    public DetectCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        if (csv != null && manifest == null) {
            return score(csv);
        }
        if (manifest != null && csv == null) {
            return look(manifest);
        }
        throw usage("give either --csv FILE --time COLUMN --value COLUMN --out FILE, or --manifest FILE.jsonl");
    }

    private int score(Path file) throws IOException {
        if (time.isEmpty() || value.isEmpty() || out == null) {
            throw usage("--csv needs --time COLUMN, --value COLUMN and --out FILE");
        }
        Rulebook book = RulesFile.read(rules);
        String name = rule.isEmpty() ? STANDARD_RULE : rule;
        Detector detector;
        try {
            detector = book.detector(name);
        } catch (IllegalArgumentException e) {
            throw usage("--rule " + name + ": " + e.getMessage());
        }
        TimedValues series = TimedValues.read(file, time, value);
        double[] scores = Scores.of(detector, series);
        Scores.write(out, series, scores);
        long above = Arrays.stream(scores).filter(score -> score > 0).count();
        terminal.note(name + " looked at " + Figures.count(scores.length) + " rows of " + file + "; "
                + Figures.count(above) + " have a score above 0, all are in " + out);
        return 0;
    }

    private int look(Path file) {
        if (!time.isEmpty() || !value.isEmpty() || !rule.isEmpty() || out != null) {
            throw usage("--time, --value, --rule and --out go with --csv; a manifest says of each run what is what");
        }
        Rulebook book = RulesFile.read(rules);
        Manifest runs = Manifest.read(file);
        long begin = System.nanoTime();
        long lastNote = begin;
        long points = 0;
        int failed = 0;
        int done = 0;
        long[] findings = new long[1];
        EarlierRuns earlier = new EarlierRuns();
        for (Manifest.Line line : runs.lines()) {
            try {
                points += look(line.number(), runs.plan(line), book, earlier, findings);
            } catch (CommandFailure | UncheckedIOException e) {
                failed++;
                terminal.note("headwater: " + file + ":" + line.number() + ": " + Explanation.of(e));
            }
            done++;
            if (System.nanoTime() - lastNote > NOTE_EVERY.toNanos()) {
                lastNote = System.nanoTime();
                terminal.note("looked at " + Figures.count(done) + " of "
                        + Figures.count(runs.lines().size()) + " runs");
            }
        }
        terminal.out().flush();
        terminal.note("looked at " + Figures.count(done - failed) + (done - failed == 1 ? " run, " : " runs, ")
                + Figures.count(points) + " points in " + Figures.of(Duration.ofNanos(System.nanoTime() - begin)) + ": "
                + Figures.count(findings[0]) + (findings[0] == 1 ? " finding" : " findings")
                + (failed == 0 ? "" : "; " + Figures.count(failed) + " failed, named above"));
        return failed == 0 ? 0 : 1;
    }

    private long look(long line, ReplayPlan plan, Rulebook book, EarlierRuns earlier, long[] findings) {
        InForce inForce = book.forExperiment(plan.experiment().isEmpty() ? "default" : plan.experiment());
        int[] granted = new int[1];
        int[] muted = new int[1];
        Budget budget = severity -> {
            boolean may = granted[0] < Budget.limit(severity, Settings.DEFAULT.findingsPerRun());
            (may ? granted : muted)[0]++;
            return may;
        };
        long points = LoggedRun.tell(
                plan,
                FindingLine.run(plan) + " (line " + line + ")",
                inForce,
                earlier,
                budget,
                finding -> terminal.out().println(FindingLine.of(line, plan, finding)));
        findings[0] += granted[0];
        if (muted[0] > 0) {
            terminal.warn("line " + line + ": " + Figures.count(muted[0])
                    + " more findings are kept back: a run may raise " + Settings.DEFAULT.findingsPerRun());
        }
        return points;
    }

    private ParameterException usage(String message) {
        if (spec == null) {
            throw new IllegalStateException("not run by picocli");
        }
        return new ParameterException(spec.commandLine(), message);
    }
}
