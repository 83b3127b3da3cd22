package dev.headwater.processor.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.event.ArtifactDirection;
import dev.headwater.event.ArtifactKind;
import dev.headwater.event.ArtifactLogged;
import dev.headwater.event.DatasetUsed;
import dev.headwater.event.RunEvent;
import dev.headwater.processor.Guest;
import dev.headwater.processor.state.RunState;
import dev.headwater.prov.Formal;
import dev.headwater.prov.Kind;
import dev.headwater.prov.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What a run made from what, whichever of its processes is heard first. */
class DerivationsProperties {

    private static final int BOOTS = 3;

    private enum Deed {
        READS_DATASET,
        READS_CHECKPOINT,
        READS_FILE,
        WRITES_CHECKPOINT,
        WRITES_MODEL,
        WRITES_FILE;

        boolean writes() {
            return ordinal() >= WRITES_CHECKPOINT.ordinal();
        }
    }

    /** In the order of their times. */
    private record Step(int boot, Deed deed, int content) {}

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, BOOTS - 1),
                        Arbitraries.of(Deed.class),
                        Arbitraries.integers().between(0, 4))
                .as(Step::new)
                .list()
                .ofMaxSize(14);
    }

    @Property
    void whatHappenedInOrderClosesNoCircle(@ForAll("steps") List<Step> steps) {
        assertThat(circle(derived(events(steps)))).isFalse();
    }

    @Property
    void theOrderInWhichBootsAreHeardMakesNoDifferenceUnlessTheyTouchWhatOneOfThemWrites(
            @ForAll("steps") List<Step> steps, @ForAll Random random) {
        List<Step> apart = apart(steps);
        Set<String> inOrder = derived(events(apart));

        assertThat(derived(interleaved(apart, random))).isEqualTo(inOrder);
        assertThat(circle(inOrder)).isFalse();
    }

    /** Without what touches bytes that another boot touched, if one of the two wrote them. */
    private static List<Step> apart(List<Step> steps) {
        List<Step> kept = new ArrayList<>();
        for (Step step : steps) {
            boolean shared = kept.stream()
                    .anyMatch(other -> other.content() == step.content()
                            && other.boot() != step.boot()
                            && (other.deed().writes() || step.deed().writes()));
            if (!shared) {
                kept.add(step);
            }
        }
        return kept;
    }

    private static List<RunEvent> events(List<Step> steps) {
        List<RunEvent> events = new ArrayList<>();
        Map<Integer, Guest> guests = new HashMap<>();
        for (Step step : steps) {
            Guest guest = guests.computeIfAbsent(step.boot(), boot -> new Guest("r", boot, "boot-" + boot));
            RunEvent said = guest.says(payload(step));
            events.add(new RunEvent(
                    said.getRunId(),
                    said.getRank(),
                    said.getBootId(),
                    said.getSequence(),
                    Guest.BEGIN.plusSeconds(events.size()),
                    said.getPayload()));
        }
        return events;
    }

    /** Each boot in its order, the boots in any. */
    private static List<RunEvent> interleaved(List<Step> steps, Random random) {
        List<Deque<RunEvent>> boots = new ArrayList<>();
        for (int boot = 0; boot < BOOTS; boot++) {
            boots.add(new ArrayDeque<>());
        }
        events(steps).forEach(event -> boots.get(event.getRank()).add(event));
        List<RunEvent> heard = new ArrayList<>();
        while (heard.size() < steps.size()) {
            RunEvent next = boots.get(random.nextInt(BOOTS)).poll();
            if (next != null) {
                heard.add(next);
            }
        }
        return heard;
    }

    private static Object payload(Step step) {
        String sha256 = Integer.toString(step.content()).repeat(64);
        return switch (step.deed()) {
            case READS_DATASET ->
                DatasetUsed.newBuilder()
                        .setName("d")
                        .setRole("train")
                        .setSha256(sha256)
                        .build();
            case READS_CHECKPOINT -> artifact(ArtifactDirection.INPUT, ArtifactKind.CHECKPOINT, sha256);
            case READS_FILE -> artifact(ArtifactDirection.INPUT, ArtifactKind.FILE, sha256);
            case WRITES_CHECKPOINT -> artifact(ArtifactDirection.OUTPUT, ArtifactKind.CHECKPOINT, sha256);
            case WRITES_MODEL -> artifact(ArtifactDirection.OUTPUT, ArtifactKind.MODEL, sha256);
            case WRITES_FILE -> artifact(ArtifactDirection.OUTPUT, ArtifactKind.FILE, sha256);
        };
    }

    private static ArtifactLogged artifact(ArtifactDirection direction, ArtifactKind kind, String sha256) {
        return ArtifactLogged.newBuilder()
                .setDirection(direction)
                .setKind(kind)
                .setName("file")
                .setSha256(sha256)
                .build();
    }

    /** As "result < source". */
    private static Set<String> derived(List<RunEvent> events) {
        RunState state = LineageMapper.unknown("r");
        Set<String> derived = new TreeSet<>();
        for (RunEvent event : events) {
            Mapped mapped = LineageMapper.apply(state, event);
            state = mapped.state();
            for (Statement statement : mapped.statements()) {
                if (statement.kind() == Kind.WAS_DERIVED_FROM) {
                    derived.add(Objects.requireNonNull(statement.formal(Formal.GENERATED_ENTITY)) + " < "
                            + Objects.requireNonNull(statement.formal(Formal.USED_ENTITY)));
                }
            }
        }
        return derived;
    }

    /** Takes away what is derived from nothing that is left, until nothing changes: a circle stays. */
    private static boolean circle(Set<String> derived) {
        Set<String> left = new HashSet<>(derived);
        boolean fewer = true;
        while (fewer) {
            Set<String> results = new HashSet<>();
            left.forEach(each -> results.add(each.substring(0, each.indexOf(" < "))));
            fewer = left.removeIf(each -> !results.contains(each.substring(each.indexOf(" < ") + 3)));
        }
        return !left.isEmpty();
    }
}
