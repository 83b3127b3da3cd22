package dev.headwater.launcher.imports;

import dev.headwater.schemas.Topic;
import dev.headwater.sink.imports.Incomplete;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** What a document turned out to hold. Names are kept up to a number, counts always. */
final class Tally {

    static final int NAMED = 10;

    private long statements;
    private long chunks;
    private long leftOut;
    private final List<String> notes = new ArrayList<>();
    private final List<String> named = new ArrayList<>();
    private final Set<String> runs = new HashSet<>();
    private final SortedSet<String> speakers = new TreeSet<>();
    private boolean moreSpeakers;

    void record(Topic topic, String speaker) {
        if (topic == Topic.SERIES) {
            chunks++;
        } else {
            statements++;
        }
        if (speakers.size() < NAMED) {
            speakers.add(speaker);
        } else if (!speakers.contains(speaker)) {
            moreSpeakers = true;
        }
    }

    /** A run of ours that the document speaks for. */
    void speaksFor(String run) {
        runs.add(run);
    }

    Set<String> runs() {
        return runs;
    }

    void leftOut(Incomplete statement) {
        leftOut++;
        if (named.size() < NAMED) {
            named.add(statement.toString());
        }
    }

    /** Something that the document names and that could not be had. */
    void note(String what) {
        notes.add(what);
    }

    List<String> notes() {
        return notes;
    }

    long records() {
        return statements + chunks;
    }

    long statements() {
        return statements;
    }

    long leftOut() {
        return leftOut;
    }

    /** The first of those that were left out, each with the reason. */
    List<String> named() {
        return named;
    }

    /** The first of those who say something, and whether there are more. */
    String speakers() {
        return String.join(", ", speakers) + (moreSpeakers ? ", …" : "");
    }
}
