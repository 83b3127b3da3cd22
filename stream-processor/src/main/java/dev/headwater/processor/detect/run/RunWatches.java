package dev.headwater.processor.detect.run;

import dev.headwater.event.RunEvent;
import dev.headwater.processor.detect.Budget;
import dev.headwater.processor.detect.Finding;
import dev.headwater.processor.detect.Origin;
import dev.headwater.processor.series.Points;
import dev.headwater.processor.series.SeriesName;
import dev.headwater.processor.state.RunRuleState;
import dev.headwater.processor.state.RunWatchState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** All rules over whole runs, at work on one run. */
public final class RunWatches {

    private static final long OVERHEAD = 16 * 1024;
    private static final long EAR = 300;

    private final List<RunDetector> detectors;
    private final List<RunScene> scenes = new ArrayList<>();
    private final Stage stage;
    /** What listens to a series, by its id. Not stored: rules are asked again. */
    private final Map<String, List<RunDetector.Ear>> ears = new HashMap<>();
    /** Of rules that were in force once: what they have open is over, and their findings count on when they come back. */
    private final List<RunScene> retired = new ArrayList<>();

    private RunWatchState stored = new RunWatchState(0L, 0L, 0L, 0L, List.of());

    RunWatches(String runId, RunSuite suite) {
        this.detectors = suite.detectors();
        this.stage = new Stage(runId);
        for (RunDetector detector : detectors) {
            scenes.add(new RunScene(detector.rule(), stage));
        }
    }

    RunWatches(String runId, RunSuite suite, RunWatchState state) {
        this(runId, suite);
        stage.progress =
                new Progress(state.getPoints(), state.getFirstStep(), state.getLastStep(), state.getLastTime());
        for (RunRuleState each : state.getRules()) {
            boolean inForce = false;
            for (int d = 0; d < detectors.size(); d++) {
                if (detectors.get(d).rule().name().equals(each.getRule())) {
                    scenes.get(d).resume(each);
                    inForce = true;
                }
            }
            if (!inForce) {
                retired.add(RunScene.retired(each, stage));
            }
        }
        this.stored = state;
    }

    /** Whether these rules are the ones at work. */
    public boolean areOf(RunSuite suite) {
        return detectors == suite.detectors();
    }

    /** Memory that it takes, about, in bytes: that of a healthy run with few series was 20 kB. */
    public long bytes() {
        return OVERHEAD + ears.size() * EAR + 2 * stage.room.taken();
    }

    public RunWatchState state() {
        List<RunRuleState> rules = new ArrayList<>(scenes.size() + retired.size());
        for (RunScene scene : scenes) {
            rules.add(scene.state());
        }
        for (RunScene scene : retired) {
            rules.add(scene.state());
        }
        return new RunWatchState(
                stage.progress.points(),
                stage.progress.firstStep(),
                stage.progress.lastStep(),
                stage.progress.lastTime(),
                rules);
    }

    /** What is to be stored, if it is not what was stored before. */
    public Optional<RunWatchState> changedState() {
        RunWatchState state = state();
        if (state.equals(stored)) {
            return Optional.empty();
        }
        stored = state;
        return Optional.of(state);
    }

    /**
     * Looks at the points of a batch.
     *
     * @param rank that logged them
     * @param origin record that brought them
     * @param now clock of the processor, milliseconds since 1970-01-01T00:00:00Z
     * @return what is to be told
     */
    public List<Finding> points(int rank, List<Heard> batch, Origin origin, Budget budget, long now) {
        enter(origin, budget, now);
        List<Interleaved.Column> heard = new ArrayList<>(batch.size());
        boolean metrics = false;
        for (Heard column : batch) {
            metrics |= !column.series().hardware();
            List<RunDetector.Ear> listening =
                    ears.computeIfAbsent(column.series().id(), id -> listen(column.series()));
            if (!listening.isEmpty()) {
                heard.add(new Interleaved.Column(column.points(), listening));
            }
        }
        if (metrics) {
            progress(batch);
        }
        Interleaved.each(heard, (column, i) -> {
            for (RunDetector.Ear ear : column.ears()) {
                ear.point(rank, column.points(), i);
            }
        });
        if (metrics) {
            each(RunDetector::progressed);
        }
        return stage.found;
    }

    public List<Finding> event(RunEvent event, Origin origin, Budget budget, long now) {
        enter(origin, budget, now);
        each((detector, scene) -> detector.event(scene, event));
        return stage.found;
    }

    public List<Finding> turn(Turn turn, Budget budget, long now) {
        enter(Origin.NONE, budget, now);
        each((detector, scene) -> detector.turned(scene, turn));
        return stage.found;
    }

    private void enter(Origin origin, Budget budget, long now) {
        stage.origin = origin;
        stage.budget = budget;
        stage.now = now;
        stage.found = new ArrayList<>(0);
        for (RunScene scene : retired) {
            scene.retire();
        }
    }

    private void each(BiConsumer<RunDetector, RunScene> look) {
        for (int d = 0; d < scenes.size(); d++) {
            look.accept(detectors.get(d), scenes.get(d));
        }
    }

    private List<RunDetector.Ear> listen(SeriesName series) {
        List<RunDetector.Ear> listening = new ArrayList<>(0);
        each((detector, scene) -> detector.listen(scene, series).ifPresent(listening::add));
        return listening;
    }

    private void progress(List<Heard> batch) {
        for (Heard column : batch) {
            Points points = column.points();
            if (column.series().hardware() || points.size() == 0) {
                continue;
            }
            long least = Long.MAX_VALUE;
            long most = Long.MIN_VALUE;
            for (int i = 0; i < points.size(); i++) {
                least = Math.min(least, points.step(i));
                most = Math.max(most, points.step(i));
            }
            stage.progress = stage.progress.with(points.size(), least, most, points.time(points.size() - 1));
        }
    }
}
