package dev.headwater.processor.meeting;

import dev.headwater.processor.state.Meeting;
import dev.headwater.processor.state.Touch;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/*
 * For maintainers. A touch and a meeting only ever grow, and more of either means the same ties or more: a later use, an
 * earlier generation, another maker, another kind. So the set of ties at the end is a function of the set of touches,
 * and what has to be said after a touch is the difference between after and before. Nothing is ever taken back.
 *
 * With one exception. Who writes bytes that some run had read before did not make them from anything: else two runs, of which each
 * writes what the other one read, would derive each content from the other. Around a circle of derivations of any length, each
 * content was made before it was read, and read before the next one was made, so one of them is not said. That a content
 * was read before may be heard after the derivation was said; then it stays said.
 *
 * Bounds, per content: MOST_MAKERS makers and MOST_RUNS runs are remembered. A run beyond MOST_RUNS still learns of the
 * makers known when it touches; it does not learn of those that come later. With these, a content that n runs touch
 * costs n writes, at most MOST_MAKERS + 1 readings of at most MOST_RUNS rows, and at most MOST_MAKERS * n statements.
 * Readings beyond that happen when a maker turns out to have made the content earlier than known, which takes a host
 * whose events arrive against their times.
 */
/** What follows from the touches of one content. */
public final class Ties {

    /**
     * Clocks of hosts differ: a use that precedes the generation by no more than this many milliseconds counts as one that
     * followed it.
     */
    public static final long TOLERANCE_MILLIS = 60_000;

    public static final int MOST_MAKERS = 16;

    public static final int MOST_RUNS = 10_000;

    private Ties() {}

    /** All that follows for the run of the touch. */
    public static Set<Tie> of(String contentId, Touch touch, Meeting meeting) {
        Set<Tie> ties = new LinkedHashSet<>();
        String runId = touch.getRunId();
        Long usedUntil = touch.getUsedUntil();
        if (usedUntil != null) {
            meeting.getMakers().forEach((maker, madeFrom) -> {
                // Bytes that were read before anybody had made them here came from elsewhere.
                if (!maker.equals(runId) && usedUntil >= madeFrom - TOLERANCE_MILLIS) {
                    ties.add(new Tie.Informed(runId, maker));
                }
            });
        }
        if (meeting.getMaterial()) {
            derive(contentId, touch, meeting, ties);
        }
        return ties;
    }

    /** Within a run the order of times is what keeps derivation free of cycles, so there is no tolerance. */
    private static void derive(String contentId, Touch touch, Meeting meeting, Set<Tie> ties) {
        Long usedFrom = touch.getUsedFrom();
        if (usedFrom != null) {
            touch.getResults().forEach((result, madeUntil) -> {
                if (usedFrom <= madeUntil && !result.equals(contentId)) {
                    ties.add(new Tie.Derived(touch.getRunId(), result, contentId));
                }
            });
        }
        Long madeUntil = touch.getMadeUntil();
        if (madeUntil != null && !elsewhere(touch, meeting)) {
            touch.getSources().forEach((source, sourceFrom) -> {
                if (sourceFrom <= madeUntil && !source.equals(contentId)) {
                    ties.add(new Tie.Derived(touch.getRunId(), contentId, source));
                }
            });
        }
    }

    /** Whether the bytes had been read, here or in another run, before this run wrote them. */
    private static boolean elsewhere(Touch touch, Meeting meeting) {
        Long made = touch.getMadeFrom();
        Long usedHere = touch.getUsedFrom();
        Long used = meeting.getUsedFrom();
        return made != null && (usedHere != null && usedHere < made || used != null && used < made - TOLERANCE_MILLIS);
    }

    /** What is known of a content of which nothing is known. */
    public static Meeting nobody() {
        return Meeting.newBuilder().build();
    }

    /**
     * The meeting after a touch.
     *
     * @param remembered how many runs are remembered after it
     * @param leftOut whether a bound kept something of the touch out
     * @param now clock of the processor
     */
    public static Meeting joinedBy(Touch touch, Meeting before, int remembered, boolean leftOut, long now) {
        Map<String, Long> makers = before.getMakers();
        Long madeFrom = touch.getMadeFrom();
        boolean crowded = false;
        if (madeFrom != null) {
            crowded = !makers.containsKey(touch.getRunId()) && makers.size() >= MOST_MAKERS;
            if (!crowded) {
                makers = new HashMap<>(makers);
                makers.merge(touch.getRunId(), madeFrom, Math::min);
            }
        }
        return new Meeting(
                before.getMaterial() || !touch.getKinds().isEmpty(),
                makers,
                Touches.either(before.getUsedFrom(), touch.getUsedFrom(), Math::min),
                remembered,
                before.getLeftOut() + (crowded || leftOut ? 1 : 0),
                now);
    }

    /** Whether what the other runs of the content are told changes with it. */
    public static boolean concernsAll(Meeting before, Meeting after) {
        return before.getMaterial() != after.getMaterial()
                || !before.getMakers().equals(after.getMakers());
    }
}
