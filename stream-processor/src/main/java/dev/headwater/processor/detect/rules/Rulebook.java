package dev.headwater.processor.detect.rules;

import dev.headwater.processor.detect.Detector;
import dev.headwater.processor.detect.alert.Glob;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which rules are in force for which experiment, and with which thresholds. */
public final class Rulebook {

    /** What is said for the experiments whose name fits. */
    record Departure(String experiments, Chapter chapter) {}

    private static final Rulebook STANDARD = new Rulebook(Chapter.EMPTY, List.of());

    private final Chapter all;
    private final List<Departure> departures;

    /** By which departures apply, counted from 0. There are never more than sets of departures that some experiment meets. */
    private final Map<List<Integer>, InForce> inForce = new HashMap<>();

    Rulebook(Chapter all, List<Departure> departures) {
        this.all = all;
        this.departures = List.copyOf(departures);
    }

    /** The rules as they ship. */
    public static Rulebook standard() {
        return STANDARD;
    }

    /**
     * Reads a rulebook; of what it does not speak, that stays as it ships.
     *
     * @param source what complaints call it: its file
     * @param text YAML, as the file that ships explains it
     * @throws RulebookException for anything that cannot be followed
     */
    public static Rulebook parse(String source, String text) {
        return new RulebookReader(source).read(text);
    }

    /** @param experiment of the run; null while it is not known */
    public InForce forExperiment(@Nullable String experiment) {
        List<Integer> apply = new ArrayList<>(0);
        if (experiment != null) {
            for (int d = 0; d < departures.size(); d++) {
                if (Glob.matches(departures.get(d).experiments(), experiment)) {
                    apply.add(d);
                }
            }
        }
        synchronized (inForce) {
            return inForce.computeIfAbsent(apply, this::build);
        }
    }

    /** Whether any experiment has rules of its own. */
    public boolean variesByExperiment() {
        return !departures.isEmpty();
    }

    /**
     * A rule over one series by name, with the thresholds that hold for all runs; also one that is switched off.
     *
     * @throws IllegalArgumentException when there is none, saying which there are
     */
    public Detector detector(String name) {
        return all.detector(name);
    }

    private InForce build(List<Integer> apply) {
        Chapter chapter = all;
        for (int departure : apply) {
            chapter = chapter.under(departures.get(departure).chapter());
        }
        return chapter.inForce();
    }
}
