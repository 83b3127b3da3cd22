package dev.headwater.processor.detect.run;

import dev.headwater.anomaly.EvidencePoint;
import dev.headwater.processor.detect.Subject;
import dev.headwater.processor.state.ConditionState;
import java.util.List;

/**
 * What all rules together may remember of one run, in bytes as they are stored. It is one record of a changelog, and half
 * of what the broker takes in one: names are as long as a program makes them.
 */
final class Room {

    /** Bytes; {@code max.message.bytes} of the changelogs is twice as much. */
    static final long MOST_BYTES = 2L << 20;

    /** Of UTF-8, per character of Java. */
    private static final int CHARACTER = 3;

    /** Lengths, and the marks of a map's block, per entry. */
    private static final int ENTRY = 24;

    /** Numbers of a condition. */
    private static final int CONDITION = 120;

    /** Step, time and value, and the length of the name of a series. */
    private static final int EVIDENCE_POINT = 33;

    /** What a message says beside the name of its subject, and where it came from. */
    private static final int LONGEST_MESSAGE = 1_000;

    private long taken;

    /** Bytes. */
    long taken() {
        return taken;
    }

    /** Takes room, if there is so much. */
    boolean take(long bytes) {
        if (taken + bytes > MOST_BYTES) {
            return false;
        }
        taken += bytes;
        return true;
    }

    /** Takes room whether there is so much or not: what was stored once is not forgotten. */
    void hold(long bytes) {
        taken += bytes;
    }

    void leave(long bytes) {
        taken -= bytes;
    }

    static long memory(String of, int slots) {
        return ENTRY + text(of) + (long) slots * Double.BYTES;
    }

    static long text(String of, String text) {
        return ENTRY + text(of) + text(text);
    }

    static long condition(String of, ConditionState state) {
        return ENTRY
                + CONDITION
                + text(of)
                + text(state.getMessage())
                + text(state.getExpected())
                + text(state.getTopic())
                + (long) EVIDENCE_POINT * state.getEvidenceValues().size()
                + state.getEvidenceSeries().stream().mapToLong(Room::text).sum();
    }

    /** What a condition may need that opens now. */
    static long opening(Subject subject, List<EvidencePoint> rest) {
        long bytes = ENTRY + CONDITION + text(subject.withinRun()) + text(subject.label()) + LONGEST_MESSAGE;
        bytes += subject(subject);
        for (EvidencePoint point : rest) {
            bytes += EVIDENCE_POINT + (point.getSeries() == null ? 0 : text(point.getSeries()));
        }
        return bytes;
    }

    static long subject(Subject subject) {
        long bytes = ENTRY + text(subject.withinRun()) + text(subject.label());
        if (subject.series() != null) {
            bytes += text(subject.series().name()) + text(subject.series().context());
        }
        return bytes + subject.used().stream().mapToLong(Room::text).sum();
    }

    private static long text(String text) {
        return (long) CHARACTER * text.length();
    }
}
