package dev.headwater.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.event.ArtifactDirection;
import dev.headwater.event.ArtifactKind;
import dev.headwater.event.ArtifactLogged;
import dev.headwater.event.DatasetUsed;
import dev.headwater.event.RunEvent;
import dev.headwater.processor.Guest;
import dev.headwater.processor.meeting.Ties;
import dev.headwater.prov.Formal;
import dev.headwater.prov.Kind;
import dev.headwater.prov.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Runs that touch the same bytes have to do with one another. */
class MeetingTest {

    private static final String RAW = "a".repeat(64);
    private static final String CLEAN = "b".repeat(64);
    private static final String WEIGHTS = "c".repeat(64);
    private static final String MODEL = "d".repeat(64);

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    static ArtifactLogged artifact(ArtifactDirection direction, ArtifactKind kind, String sha256) {
        return ArtifactLogged.newBuilder()
                .setDirection(direction)
                .setKind(kind)
                .setName("file")
                .setSha256(sha256)
                .build();
    }

    static ArtifactLogged makes(ArtifactKind kind, String sha256) {
        return artifact(ArtifactDirection.OUTPUT, kind, sha256);
    }

    static ArtifactLogged reads(ArtifactKind kind, String sha256) {
        return artifact(ArtifactDirection.INPUT, kind, sha256);
    }

    static DatasetUsed dataset(String sha256) {
        return DatasetUsed.newBuilder()
                .setName("d")
                .setRole("train")
                .setSha256(sha256)
                .build();
    }

    private static RunEvent at(long seconds, RunEvent event) {
        return RunEvent.newBuilder(event)
                .setOccurredAt(Guest.BEGIN.plusSeconds(seconds))
                .build();
    }

    private List<Statement> said(Kind kind) {
        return bench.statements().values().stream()
                .filter(statement -> statement.kind() == kind)
                .toList();
    }

    private List<String> informed() {
        return said(Kind.WAS_INFORMED_BY).stream()
                .map(statement -> statement.formal(Formal.INFORMED) + " by " + statement.formal(Formal.INFORMANT))
                .sorted()
                .toList();
    }

    private List<String> derived() {
        return said(Kind.WAS_DERIVED_FROM).stream()
                .filter(statement -> statement.formal(Formal.ACTIVITY) != null)
                .map(statement -> Objects.requireNonNull(statement.formal(Formal.GENERATED_ENTITY))
                                .charAt(5)
                        + " from "
                        + Objects.requireNonNull(statement.formal(Formal.USED_ENTITY))
                                .charAt(5)
                        + " in " + statement.runId())
                .sorted()
                .toList();
    }

    @Test
    void whoUsesWhatAnotherRunMadeWasInformedByIt() {
        Guest maker = new Guest("maker");
        Guest user = new Guest("user");
        bench.send(maker.starts(), maker.says(makes(ArtifactKind.CHECKPOINT, WEIGHTS)))
                .send(user.starts(), at(60, user.says(reads(ArtifactKind.FILE, WEIGHTS))));

        assertThat(informed()).containsExactly("run:user by run:maker");
        assertThat(said(Kind.WAS_INFORMED_BY))
                .singleElement()
                .satisfies(statement -> assertThat(statement.runId()).isEqualTo("user"));
    }

    @Test
    void theLaterRunMayBeHeardOfFirst() {
        Guest maker = new Guest("maker");
        Guest user = new Guest("user");
        bench.send(user.starts(), at(600, user.says(reads(ArtifactKind.CHECKPOINT, WEIGHTS))));
        assertThat(informed()).isEmpty();

        bench.send(maker.starts(), maker.says(makes(ArtifactKind.CHECKPOINT, WEIGHTS)));

        assertThat(informed()).containsExactly("run:user by run:maker");
    }

    @Test
    void tenRunsUseWhatOneMade() {
        Guest maker = new Guest("maker");
        List<Guest> users =
                IntStream.range(0, 10).mapToObj(i -> new Guest("user-" + i)).toList();
        users.subList(0, 5).forEach(user -> bench.send(at(100, user.says(dataset(CLEAN)))));
        bench.send(maker.says(makes(ArtifactKind.FILE, CLEAN)));
        users.subList(5, 10).forEach(user -> bench.send(at(100, user.says(dataset(CLEAN)))));

        assertThat(informed())
                .containsExactlyElementsOf(users.stream()
                        .map(user -> "run:" + user.runId + " by run:maker")
                        .toList());
    }

    @Test
    void whatWasReadBeforeItWasMadeCameFromElsewhere() {
        Guest maker = new Guest("maker");
        Guest early = new Guest("early");
        Guest skewed = new Guest("skewed");
        long tolerance = Duration.ofMillis(Ties.TOLERANCE_MILLIS).toSeconds();
        bench.send(at(1000, maker.says(makes(ArtifactKind.CHECKPOINT, WEIGHTS))))
                .send(at(1000 - tolerance - 1, early.says(reads(ArtifactKind.CHECKPOINT, WEIGHTS))))
                .send(at(1000 - tolerance, skewed.says(reads(ArtifactKind.CHECKPOINT, WEIGHTS))));
        assertThat(informed()).containsExactly("run:skewed by run:maker");

        bench.send(at(1001, early.says(reads(ArtifactKind.CHECKPOINT, WEIGHTS))));
        assertThat(informed()).containsExactly("run:early by run:maker", "run:skewed by run:maker");
    }

    @Test
    void aRunIsNotInformedByItself() {
        Guest guest = new Guest("r");
        bench.send(guest.says(makes(ArtifactKind.CHECKPOINT, WEIGHTS)), guest.says(reads(ArtifactKind.FILE, WEIGHTS)));

        assertThat(informed()).isEmpty();
    }

    @Test
    void aModelIsDerivedFromAPlainFileThatIsAnothersCheckpoint() {
        Guest maker = new Guest("maker");
        Guest user = new Guest("user");
        bench.send(user.says(reads(ArtifactKind.FILE, WEIGHTS)), user.says(makes(ArtifactKind.MODEL, MODEL)));
        assertThat(derived()).isEmpty();

        bench.send(maker.says(makes(ArtifactKind.CHECKPOINT, WEIGHTS)));

        assertThat(derived()).containsExactly("d from c in user");
    }

    @Test
    void aPlainFileThatIsAnothersDatasetIsDerivedFromWhatItsMakerRead() {
        Guest maker = new Guest("maker");
        Guest user = new Guest("user");
        bench.send(maker.says(dataset(RAW)), maker.says(makes(ArtifactKind.FILE, CLEAN)));
        assertThat(derived()).isEmpty();

        bench.send(at(60, user.says(dataset(CLEAN))), user.says(makes(ArtifactKind.MODEL, MODEL)));

        assertThat(derived()).containsExactly("b from a in maker", "d from b in user");
    }

    @Test
    void whatIsKnownToBeMaterialIsJoinedAsMoreIsMadeOfIt() {
        Guest maker = new Guest("maker");
        Guest user = new Guest("user");
        bench.send(maker.says(makes(ArtifactKind.CHECKPOINT, WEIGHTS)))
                .send(user.says(makes(ArtifactKind.CHECKPOINT, CLEAN)))
                .send(user.says(reads(ArtifactKind.FILE, WEIGHTS)))
                .send(user.says(makes(ArtifactKind.MODEL, MODEL)));

        assertThat(derived())
                .as("what was made before the file was read is not derived from it")
                .containsExactly("d from c in user");
    }

    @Test
    void plainFilesThatNobodyKnowsBetterStayPlain() {
        Guest guest = new Guest("r");
        bench.send(guest.says(dataset(RAW)), guest.says(makes(ArtifactKind.FILE, CLEAN)));

        assertThat(derived()).isEmpty();
    }

    @Test
    void aFileThatIsMadeAgainFromWhatWasMadeOfItClosesNoCircle() {
        Guest cleaner = new Guest("cleaner");
        Guest reverter = new Guest("reverter");
        bench.send(cleaner.says(dataset(RAW)), cleaner.says(makes(ArtifactKind.FILE, CLEAN)))
                .send(at(600, reverter.says(dataset(CLEAN))), at(601, reverter.says(makes(ArtifactKind.FILE, RAW))));

        assertThat(derived()).containsExactly("b from a in cleaner");
        assertThat(informed()).containsExactly("run:reverter by run:cleaner");
    }

    @Test
    void norDoesOneOfThreeRuns() {
        Guest one = new Guest("one");
        Guest two = new Guest("two");
        Guest three = new Guest("three");
        bench.send(one.says(dataset(RAW)), one.says(makes(ArtifactKind.FILE, CLEAN)))
                .send(at(600, two.says(dataset(CLEAN))), at(601, two.says(makes(ArtifactKind.FILE, WEIGHTS))))
                .send(at(1200, three.says(dataset(WEIGHTS))), at(1201, three.says(makes(ArtifactKind.FILE, RAW))));

        assertThat(derived()).containsExactly("b from a in one", "c from b in two");
    }

    @Test
    void aRunThatWritesBackWhatItHasReadDerivesItFromNothing() {
        Guest guest = new Guest("r");
        bench.send(
                guest.says(dataset(RAW)),
                guest.says(reads(ArtifactKind.CHECKPOINT, WEIGHTS)),
                guest.says(makes(ArtifactKind.CHECKPOINT, MODEL)),
                guest.says(reads(ArtifactKind.CHECKPOINT, MODEL)),
                guest.says(makes(ArtifactKind.CHECKPOINT, WEIGHTS)));

        assertThat(derived()).containsExactly("d from a in r", "d from c in r");
    }

    @Test
    void manyMakersOfTheSameBytesDoNotMultiply() {
        for (int i = 0; i < 40; i++) {
            bench.send(new Guest("maker-" + i).says(makes(ArtifactKind.FILE, CLEAN)));
        }
        for (int i = 0; i < 100; i++) {
            bench.send(at(60, new Guest("user-" + i).says(dataset(CLEAN))));
        }

        assertThat(said(Kind.WAS_INFORMED_BY)).hasSize(100 * Ties.MOST_MAKERS);
    }

    @Test
    void contentsThatNobodyTouchesAreForgotten() {
        Settings standard = Settings.DEFAULT;
        Settings brief = new Settings(
                standard.flush(),
                standard.leaseFloor(),
                standard.leaseHeartbeats(),
                Duration.ofHours(1),
                Duration.ofHours(2),
                standard.seriesPerRun(),
                standard.findingsPerRun(),
                standard.runStateBytes());
        try (Bench forgetful = new Bench(brief)) {
            forgetful.send(new Guest("a").says(dataset(RAW)), new Guest("b").says(makes(ArtifactKind.FILE, CLEAN)));
            forgetful.wait(Duration.ofMinutes(90));
            assertThat(forgetful.storedEntries()).isEqualTo(4);

            forgetful.wait(Duration.ofMinutes(31)).wait(Duration.ofSeconds(30));
            assertThat(forgetful.storedEntries()).isZero();
        }
    }
}
