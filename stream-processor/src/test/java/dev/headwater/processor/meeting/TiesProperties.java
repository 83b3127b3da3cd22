package dev.headwater.processor.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.processor.state.Meeting;
import dev.headwater.processor.state.Touch;
import dev.headwater.prov.Profile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.arbitraries.ListArbitrary;
import org.jspecify.annotations.Nullable;

class TiesProperties {

    private static final String CONTENT = "data:x";

    @Provide
    ListArbitrary<Touch> touches() {
        Arbitrary<@Nullable Long> times =
                Arbitraries.longs().between(0, 5).map(minute -> minute * 60_000).injectNull(0.4);
        Arbitrary<Map<String, Long>> counterparts = Arbitraries.maps(
                        Arbitraries.of("data:p", "data:q", CONTENT),
                        Arbitraries.longs().between(0, 300_000))
                .ofMaxSize(2);
        Arbitrary<List<String>> kinds =
                Arbitraries.of(0, 0, 0, 1).map(known -> List.of(Profile.DATASET).subList(0, known));
        return Combinators.combine(
                        Arbitraries.of("r-1", "r-2", "r-3", "r-4"), times, times, kinds, counterparts, counterparts)
                .as((run, made, used, known, results, sources) ->
                        new Touch(run, made, made, used, used, known, results, sources))
                .list()
                .ofMaxSize(12);
    }

    @Property
    void touchesAddUpInAnyOrderAndHoweverOften(
            @ForAll("touches") List<Touch> one, @ForAll("touches") List<Touch> other) {
        Touch left = sum(one);
        Touch right = sum(other);

        assertThat(Touches.sum(left, right)).isEqualTo(Touches.sum(right, left));
        assertThat(Touches.sum(Touches.sum(left, right), right)).isEqualTo(Touches.sum(left, right));
        List<Touch> all = new ArrayList<>(one);
        all.addAll(other);
        assertThat(sum(all)).isEqualTo(Touches.sum(left, right));
    }

    @Property
    void whatIsSaidOnTheWayIsWhatFollowsFromAllTouchesInTheEnd(@ForAll("touches") List<Touch> touches) {
        Map<String, Touch> rows = new TreeMap<>();
        Meeting meeting = Ties.nobody();
        Set<Tie> said = new HashSet<>();
        for (Touch touch : touches) {
            Touch sum = rows.merge(touch.getRunId(), touch, Touches::sum);
            Meeting before = meeting;
            meeting = Ties.joinedBy(touch, before, rows.size(), false, 0);
            Meeting after = meeting;
            said.addAll(Ties.of(CONTENT, sum, after));
            if (Ties.concernsAll(before, after)) {
                rows.values().forEach(row -> said.addAll(Ties.of(CONTENT, row, after)));
            }
        }

        Set<Tie> followed = new HashSet<>();
        Meeting last = meeting;
        rows.values().forEach(row -> followed.addAll(Ties.of(CONTENT, row, last)));
        assertThat(said).containsAll(followed);
        Map<String, Touch> known = rows;
        assertThat(said)
                .as("only what was made after it had been read elsewhere may have been said too early")
                .allMatch(tie -> followed.contains(tie) || madeAgain(tie, known, last));
        assertThat(said).noneMatch(TiesProperties::reflexive);
    }

    private static boolean madeAgain(Tie tie, Map<String, Touch> rows, Meeting meeting) {
        Touch touch = Objects.requireNonNull(rows.get(tie.runId()));
        Long made = touch.getMadeFrom();
        Long usedHere = touch.getUsedFrom();
        Long used = meeting.getUsedFrom();
        return tie instanceof Tie.Derived
                && made != null
                && (usedHere != null && usedHere < made || used != null && used < made - Ties.TOLERANCE_MILLIS);
    }

    private static boolean reflexive(Tie tie) {
        return tie instanceof Tie.Informed informed
                ? informed.runId().equals(informed.maker())
                : tie instanceof Tie.Derived derived && derived.result().equals(derived.source());
    }

    private static Touch sum(List<Touch> touches) {
        Touch none = new Touch("r", null, null, null, null, List.of(), new HashMap<>(), new HashMap<>());
        return touches.stream().reduce(none, Touches::sum);
    }
}
