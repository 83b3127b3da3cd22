package dev.headwater.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.headwater.event.ArtifactDirection;
import dev.headwater.event.ArtifactKind;
import dev.headwater.event.EndStatus;
import dev.headwater.event.RunEvent;
import dev.headwater.processor.Guest;
import dev.headwater.prov.Formal;
import dev.headwater.prov.Kind;
import dev.headwater.prov.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which runs and ranks live, ended, or were lost. */
class LivenessTest {

    private static final String RUN = "activity|run:r";
    private static final String CHECKPOINT = "c".repeat(64);

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    private static Guest rank(int rank) {
        return new Guest("r", rank, "boot-" + rank);
    }

    private static RunEvent startsOf(Guest guest, int worldSize) {
        return guest.says(Guest.start()
                .setWorldSize(worldSize)
                .setHost("node-" + guest.rank)
                .build());
    }

    private static RunEvent later(Duration by, RunEvent event) {
        return RunEvent.newBuilder(event)
                .setOccurredAt(event.getOccurredAt().plus(by))
                .build();
    }

    private Object status() {
        return bench.attribute(RUN, "mlp:status");
    }

    private Object status(int rank) {
        return bench.attribute("activity|rank:r/" + rank, "mlp:status");
    }

    private List<Statement> said(Kind kind) {
        return bench.statements().values().stream()
                .filter(statement -> statement.kind() == kind)
                .toList();
    }

    @Test
    void aRunIsFinishedWhenAllItsRanksAre() {
        Guest zero = rank(0);
        Guest one = rank(1);
        bench.send(startsOf(zero, 2), startsOf(one, 2), zero.ends(EndStatus.FINISHED));
        assertThat(status()).isEqualTo("RUNNING");
        assertThat(status(0)).isEqualTo("FINISHED");
        assertThat(status(1)).isEqualTo("RUNNING");

        bench.send(one.ends(EndStatus.FAILED));

        assertThat(status()).isEqualTo("FAILED");
        assertThat(status(1)).isEqualTo("FAILED");
        assertThat(bench.attribute("activity|rank:r/1", "mlp:host")).isEqualTo("node-1");
        assertThat(bench.statement("activity|rank:r/1").formals()).containsKeys(Formal.START_TIME, Formal.END_TIME);
        assertThat(said(Kind.WAS_STARTED_BY))
                .extracting(
                        statement -> statement.formal(Formal.ACTIVITY), statement -> statement.formal(Formal.STARTER))
                .contains(tuple("rank:r/0", "run:r"), tuple("rank:r/1", "run:r"));
    }

    @Test
    void aRankThatNeverAppearsKeepsTheRunOpenUntilItIsLost() {
        Guest zero = rank(0);
        bench.send(startsOf(zero, 2), zero.ends(EndStatus.FINISHED));

        assertThat(status()).isEqualTo("RUNNING");
        assertThat(bench.attribute(RUN, "mlp:ranksExpected")).isEqualTo(2L);
        assertThat(bench.attribute(RUN, "mlp:ranksSeen")).isEqualTo(1L);

        bench.wait(Duration.ofSeconds(62));
        assertThat(status()).isEqualTo("LOST");
        assertThat(status(0)).isEqualTo("FINISHED");
    }

    @Test
    void aSilentRankIsLostWhileTheOthersLive() {
        Guest zero = rank(0);
        Guest one = rank(1);
        bench.send(startsOf(zero, 2), startsOf(one, 2));
        for (int i = 0; i < 8; i++) {
            bench.wait(Duration.ofSeconds(10)).send(zero.beats(1000));
        }
        assertThat(status()).isEqualTo("RUNNING");
        assertThat(status(0)).isEqualTo("RUNNING");
        assertThat(status(1)).isEqualTo("LOST");

        bench.send(one.beats(1000));
        assertThat(status(1)).isEqualTo("RUNNING");
    }

    @Test
    void whenALostRunIsHeardAgainSoAreItsRanks() {
        Guest zero = rank(0);
        Guest one = rank(1);
        bench.send(startsOf(zero, 2), startsOf(one, 2)).wait(Duration.ofMinutes(2));
        assertThat(status()).isEqualTo("LOST");
        assertThat(status(1)).isEqualTo("LOST");

        bench.send(zero.beats(1000), one.beats(1000));
        assertThat(status()).isEqualTo("RUNNING");
        assertThat(status(0)).isEqualTo("RUNNING");
        assertThat(status(1)).isEqualTo("RUNNING");
    }

    @Test
    void aLostRankThatBringsALostRunBackIsLostNoMore() {
        Guest zero = rank(0);
        Guest one = rank(1);
        bench.send(startsOf(zero, 2), startsOf(one, 2));
        for (int i = 0; i < 8; i++) {
            bench.wait(Duration.ofSeconds(10)).send(zero.beats(1000));
        }
        bench.wait(Duration.ofMinutes(2)).send(one.beats(1000));

        assertThat(bench.anomalies())
                .filteredOn(finding -> finding.getRule().equals("heartbeat-lost"))
                .extracting(finding -> finding.getSubject() + " " + finding.getState())
                .containsExactly("Rank 1 OPEN", "The run OPEN", "The run RESOLVED", "Rank 1 RESOLVED");
    }

    @Test
    void aRankThatEndedIsNotLost() {
        Guest zero = rank(0);
        Guest one = rank(1);
        bench.send(startsOf(zero, 2), startsOf(one, 2), one.ends(EndStatus.FINISHED));
        for (int i = 0; i < 8; i++) {
            bench.wait(Duration.ofSeconds(10)).send(zero.beats(1000));
        }

        assertThat(status(1)).isEqualTo("FINISHED");
    }

    @Test
    void aBootThatNeverSaidItsEndIsSupersededByTheNextOne() {
        Guest first = new Guest("r", 0, "boot-a");
        Guest second = new Guest("r", 0, "boot-b");
        bench.send(first.starts(), first.beats(1000)).wait(Duration.ofSeconds(62));
        assertThat(status()).isEqualTo("LOST");

        bench.send(later(Duration.ofMinutes(5), second.starts()));
        assertThat(status()).isEqualTo("RUNNING");
        bench.send(later(Duration.ofMinutes(5), second.ends(EndStatus.FINISHED)));

        assertThat(status()).isEqualTo("FINISHED");
        assertThat(bench.attribute(RUN, "mlp:complete"))
                .as("nobody knows how much the first one sent")
                .isEqualTo(false);
        assertThat(bench.attribute("entity|record:r/0", "mlp:openBoots")).isEqualTo(1L);
        assertThat(bench.attribute("activity|attempt:r/0/boot-a", "mlp:status")).isEqualTo("SUPERSEDED");
    }

    @Test
    void aBootThatFailedDoesNotDecideOnceAnotherWentOn() {
        Guest first = new Guest("r", 0, "boot-a");
        Guest second = new Guest("r", 0, "boot-b");
        bench.send(first.starts(), first.ends(EndStatus.FAILED));
        assertThat(status()).isEqualTo("FAILED");

        bench.send(
                later(Duration.ofMinutes(5), second.starts()),
                later(Duration.ofMinutes(5), second.ends(EndStatus.FINISHED)));

        assertThat(status()).isEqualTo("FINISHED");
        assertThat(bench.attribute(RUN, "mlp:complete")).isEqualTo(true);
    }

    @Test
    void eachStartOfARankIsAnAttemptInformedByThoseBeforeIt() {
        Guest first = new Guest("r", 0, "boot-a");
        Guest second = new Guest("r", 0, "boot-b");
        bench.send(first.starts(), first.says(MeetingTest.makes(ArtifactKind.CHECKPOINT, CHECKPOINT)));
        assertThat(bench.statements()).doesNotContainKey("activity|attempt:r/0/boot-a");

        bench.send(
                later(Duration.ofMinutes(5), second.starts()),
                later(
                        Duration.ofMinutes(5),
                        second.says(
                                MeetingTest.artifact(ArtifactDirection.INPUT, ArtifactKind.CHECKPOINT, CHECKPOINT))),
                later(Duration.ofMinutes(5), second.ends(EndStatus.FINISHED)));

        assertThat(bench.attribute("activity|attempt:r/0/boot-a", "mlp:attempt"))
                .isEqualTo(1L);
        assertThat(bench.attribute("activity|attempt:r/0/boot-b", "mlp:attempt"))
                .isEqualTo(2L);
        assertThat(bench.attribute("activity|rank:r/0", "mlp:attempts")).isEqualTo(2L);
        assertThat(said(Kind.WAS_INFORMED_BY)).singleElement().satisfies(informed -> {
            assertThat(informed.formal(Formal.INFORMED)).isEqualTo("attempt:r/0/boot-b");
            assertThat(informed.formal(Formal.INFORMANT)).isEqualTo("attempt:r/0/boot-a");
        });
        assertThat(said(Kind.USED))
                .filteredOn(used -> "attempt:r/0/boot-b".equals(used.formal(Formal.ACTIVITY)))
                .singleElement()
                .satisfies(used -> assertThat(used.formal(Formal.ENTITY)).isEqualTo("data:" + CHECKPOINT));
    }

    @Test
    void aRunThatGoesOnWithFewerRanksDoesNotWaitForTheOthers() {
        Guest zero = rank(0);
        Guest one = rank(1);
        Guest again = new Guest("r", 0, "boot-again");
        bench.send(startsOf(zero, 2), startsOf(one, 2))
                .send(later(Duration.ofMinutes(5), startsOf(again, 1)))
                .send(later(Duration.ofMinutes(5), again.ends(EndStatus.FINISHED)));

        assertThat(status()).isEqualTo("FINISHED");
    }

    @Test
    void whoJoinedDoesNotKeepTheRunOpen() {
        Guest launcher = new Guest("r", 0, "launcher");
        Guest inside = new Guest("r", 0, "inside");
        Guest other = new Guest("r", 1, "other");
        bench.send(launcher.starts())
                .send(inside.says(Guest.start().setJoined(true).setWorldSize(2).build()))
                .send(other.says(Guest.start().setJoined(true).setWorldSize(2).build()))
                .send(launcher.ends(EndStatus.FINISHED));

        assertThat(status()).isEqualTo("FINISHED");
        assertThat(status(1)).isEqualTo("RUNNING");
        assertThat(bench.attribute(RUN, "mlp:ranksExpected")).isEqualTo(2L);
        assertThat(bench.attribute(RUN, "mlp:complete")).isEqualTo(false);
    }

    @Test
    void manyRanksAreSaidOncePerTickAndAllOfThemInTheEnd() {
        int ranks = 100;
        List<Guest> guests =
                IntStream.range(0, ranks).mapToObj(LivenessTest::rank).toList();
        guests.forEach(guest -> bench.send(startsOf(guest, ranks)));
        bench.wait(Duration.ofSeconds(1));
        long before = bench.statementsSaid();
        guests.forEach(guest -> bench.send(guest.ends(EndStatus.FINISHED)));
        bench.wait(Duration.ofSeconds(2));

        assertThat(status()).isEqualTo("FINISHED");
        assertThat(status(ranks - 1)).isEqualTo("FINISHED");
        assertThat(bench.attribute(RUN, "mlp:complete")).isEqualTo(true);
        assertThat(bench.statementsSaid() - before).isLessThan(3L * 5 * ranks);
    }
}
