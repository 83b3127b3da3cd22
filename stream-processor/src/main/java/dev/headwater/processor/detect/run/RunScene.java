package dev.headwater.processor.detect.run;

import dev.headwater.anomaly.EvidencePoint;
import dev.headwater.event.RunEvent;
import dev.headwater.processor.detect.Condition;
import dev.headwater.processor.detect.Finding;
import dev.headwater.processor.detect.Occurrence;
import dev.headwater.processor.detect.Rule;
import dev.headwater.processor.detect.Signal;
import dev.headwater.processor.detect.Subject;
import dev.headwater.processor.series.Points;
import dev.headwater.processor.state.RunRuleState;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One run as one rule sees it: what the rule remembers of it, and where it says what it finds. Its room is bounded twice: by
 * entries of the rule, and by the {@link Room} that all rules of the run share.
 */
public final class RunScene {

    /** Memories, texts and conditions that a rule may have in a run, of each. */
    static final int ROOM = 512;

    private static final int LONGEST_TEXT = 500;

    private final Rule rule;
    private final Stage stage;
    private final Map<String, double[]> memories = new HashMap<>();
    private final Map<String, String> texts = new HashMap<>();
    private final Map<String, Condition> conditions = new HashMap<>();
    /** What those that are open are about. */
    private final Map<String, Subject> subjects = new HashMap<>();
    /** Room that each condition was found to take when it last changed. */
    private final Map<String, Long> held = new HashMap<>();

    RunScene(Rule rule, Stage stage) {
        this.rule = rule;
        this.stage = stage;
    }

    /**
     * Goes on where the rule was. Another version of it, or other thresholds, start afresh; what is open stays so until they
     * say otherwise.
     */
    void resume(RunRuleState state) {
        boolean same =
                state.getVersion() == rule.version() && state.getSettings().equals(rule.settings());
        if (same) {
            state.getMemories().forEach((of, bytes) -> {
                double[] memory = new double[bytes.remaining() / Double.BYTES];
                bytes.duplicate()
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asDoubleBuffer()
                        .get(memory);
                memories.put(of, memory);
                stage.room.hold(Room.memory(of, memory.length));
            });
            texts.putAll(state.getTexts());
            texts.forEach((of, text) -> stage.room.hold(Room.text(of, text)));
        }
        recall(state);
    }

    /** What is left of a rule that is not in force any more. */
    static RunScene retired(RunRuleState state, Stage stage) {
        RunScene scene = new RunScene(new Rule(state.getRule(), state.getVersion(), state.getSettings(), ""), stage);
        scene.recall(state);
        return scene;
    }

    private void recall(RunRuleState state) {
        state.getSubjects().forEach((of, stored) -> subjects.put(of, SubjectStates.read(runId(), of, stored)));
        state.getConditions().forEach((of, stored) -> {
            Condition condition = Condition.of(stored);
            conditions.put(of, condition);
            hold(of, condition);
        });
    }

    /** All that is open is over. */
    void retire() {
        for (Subject subject : new TreeMap<>(subjects).values()) {
            Condition condition = conditions.get(subject.withinRun());
            if (condition != null) {
                condition.retire(rule, subject, stage.now).ifPresent(stage.found::add);
                subjects.remove(subject.withinRun());
                hold(subject.withinRun(), condition);
            }
        }
        subjects.clear();
    }

    RunRuleState state() {
        Map<String, ByteBuffer> bytes = new TreeMap<>();
        memories.forEach((of, memory) -> {
            ByteBuffer buffer =
                    ByteBuffer.allocate(memory.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            buffer.asDoubleBuffer().put(memory);
            bytes.put(of, buffer);
        });
        RunRuleState.Builder state = RunRuleState.newBuilder()
                .setRule(rule.name())
                .setVersion(rule.version())
                .setSettings(rule.settings())
                .setMemories(bytes)
                .setTexts(new TreeMap<>(texts));
        Map<String, dev.headwater.processor.state.ConditionState> found = new TreeMap<>();
        conditions.forEach((of, condition) -> found.put(of, condition.state()));
        Map<String, dev.headwater.processor.state.SubjectState> about = new TreeMap<>();
        subjects.forEach((of, subject) -> about.put(of, SubjectStates.write(subject)));
        return state.setConditions(found).setSubjects(about).build();
    }

    public String runId() {
        return stage.runId;
    }

    public Progress progress() {
        return stage.progress;
    }

    /**
     * What the rule remembers of something, to be changed in place; zeros at first. When the rule has used up its room in
     * this run, what is written to it is forgotten.
     *
     * @param slots its size, always the same for the same thing
     */
    public double[] memory(String of, int slots) {
        double[] known = memories.get(of);
        if (known != null && known.length == slots) {
            return known;
        }
        double[] fresh = new double[slots];
        if (known != null) {
            forget(of);
        }
        if (memories.size() < ROOM && stage.room.take(Room.memory(of, slots))) {
            memories.put(of, fresh);
        }
        return fresh;
    }

    /** What the rule remembers of something that it has remembered before. */
    public Optional<double[]> known(String of) {
        return Optional.ofNullable(memories.get(of));
    }

    public void forget(String of) {
        double[] known = memories.remove(of);
        if (known != null) {
            stage.room.leave(Room.memory(of, known.length));
        }
    }

    /** A name that the rule has remembered; empty when it has not. */
    public String text(String of) {
        return texts.getOrDefault(of, "");
    }

    /** Everything that is remembered to have this name, always in the same order. */
    public List<String> named(String text) {
        return texts.entrySet().stream()
                .filter(each -> each.getValue().equals(text))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    public void remember(String of, String text) {
        String kept = text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
        String known = texts.get(of);
        if (kept.equals(known)) {
            return;
        }
        if (known != null) {
            texts.remove(of);
            stage.room.leave(Room.text(of, known));
        }
        if (texts.size() < ROOM && stage.room.take(Room.text(of, kept))) {
            texts.put(of, kept);
        }
    }

    public Occurrence at(Points points, int i) {
        return Occurrence.of(points, i, stage.origin);
    }

    public Occurrence at(RunEvent event) {
        return new Occurrence(null, event.getOccurredAt().toEpochMilli(), Double.NaN, stage.origin);
    }

    public Occurrence at(Turn turn) {
        return new Occurrence(null, turn.time(), Double.NaN, stage.origin);
    }

    /** Where the run is by its metrics. */
    public Occurrence at(Progress progress) {
        return new Occurrence(progress.lastStep(), progress.lastTime(), Double.NaN, stage.origin);
    }

    /**
     * The condition holds.
     *
     * @param rest points it rests on, oldest first
     */
    public void breach(Subject subject, Signal.Breach breach, Occurrence at, List<EvidencePoint> rest) {
        String of = subject.withinRun();
        Condition known = conditions.get(of);
        Condition condition = known == null ? Condition.fresh() : known;
        if (!condition.isOpen()) {
            boolean granted = known != null || conditions.size() < ROOM;
            if (!granted || !stage.room.take(Room.opening(subject, rest))) {
                return;
            }
            // What it really takes is known when it is open.
            stage.room.leave(Room.opening(subject, rest));
            conditions.put(of, condition);
            subjects.put(of, subject);
        }
        boolean open = condition.isOpen();
        Optional<Finding> told = condition.breach(rule, subject, breach, at, () -> rest, stage.budget, stage.now);
        told.ifPresent(stage.found::add);
        if (told.isPresent() || !open) {
            hold(of, condition);
        }
    }

    /** The condition does not hold any more. */
    public void calm(Subject subject, Occurrence at) {
        Condition condition = conditions.get(subject.withinRun());
        if (condition != null && condition.isOpen()) {
            condition.calm(rule, subject, at, stage.now).ifPresent(stage.found::add);
            subjects.remove(subject.withinRun());
            hold(subject.withinRun(), condition);
        }
    }

    private void hold(String of, Condition condition) {
        Subject subject = subjects.get(of);
        long bytes = Room.condition(of, condition.state()) + (subject == null ? 0 : Room.subject(subject));
        Long before = held.put(of, bytes);
        stage.room.leave(before == null ? 0 : before);
        stage.room.hold(bytes);
    }

    public boolean isOpen(Subject subject) {
        Condition condition = conditions.get(subject.withinRun());
        return condition != null && condition.isOpen();
    }
}
