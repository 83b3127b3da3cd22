package dev.headwater.processor.completeness;

import dev.headwater.processor.state.BootEnd;
import dev.headwater.schemas.Topic;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where one rank stands and how much of it arrived, over all its boots.
 *
 * @param pointsThinned points its boots had to leave out, of any topic
 * @param metricPointsThinned those of metrics, as far as the boots said which they were before they ended
 * @param hardwarePointsThinned those of hardware, likewise
 * @param journalBytesLost bytes of their journals that could not be read after they died
 * @param openBoots boots that were followed by another one and never said how much they sent: nobody knows what is missing
 *     of them
 * @param current the boot that speaks for the rank now: the one that began last of those that did not join, or of all when
 *     all joined; empty while nothing but points arrived
 * @param attempts boots that began and did not join, in the order of their begin: when a rank is begun again, each of them
 *     is an attempt
 * @param boots all of them, in the order of their begin
 */
public record RankReport(
        int rank,
        Tally runEvents,
        Tally metricPoints,
        Tally hardwarePoints,
        long pointsThinned,
        long metricPointsThinned,
        long hardwarePointsThinned,
        long journalBytesLost,
        long openBoots,
        boolean complete,
        Optional<Boot> current,
        List<Boot> attempts,
        List<Boot> boots) {

    static RankReport of(int rank, List<Boot> unordered) {
        List<Boot> boots = unordered.stream().sorted(Boot.BY_BEGIN).toList();
        Tally events = Tally.NONE;
        Tally metrics = Tally.NONE;
        Tally hardware = Tally.NONE;
        long thinned = 0;
        long metricsThinned = 0;
        long hardwareThinned = 0;
        long lost = 0;
        boolean complete = true;
        for (Boot boot : boots) {
            events = events.plus(boot.runEventTally());
            metrics = metrics.plus(boot.metricTally());
            hardware = hardware.plus(boot.hardwareTally());
            thinned += boot.pointsThinned();
            metricsThinned += boot.pointsThinned(Topic.METRICS);
            hardwareThinned += boot.pointsThinned(Topic.HARDWARE);
            lost += boot.journalBytesLost();
            complete &= boot.complete();
        }
        Optional<Boot> decider = last(boots.stream().filter(Boot::decides));
        Optional<Boot> current = decider.isPresent()
                ? decider
                : last(boots.stream()
                        .filter(boot ->
                                boot.startedAt().isPresent() || boot.end().isPresent()));
        List<Boot> attempts = boots.stream()
                .filter(boot -> !boot.joined() && boot.startedAt().isPresent())
                .toList();
        long open = attempts.stream()
                .filter(boot -> boot.end().isEmpty() && !current.equals(Optional.of(boot)))
                .count();
        return new RankReport(
                rank,
                events,
                metrics,
                hardware,
                thinned,
                metricsThinned,
                hardwareThinned,
                lost,
                open,
                complete,
                current,
                attempts,
                boots);
    }

    private static Optional<Boot> last(Stream<Boot> boots) {
        return boots.max(Boot.BY_BEGIN);
    }

    /** Whether one of its boots takes part in deciding when and how the run ended. */
    public boolean decides() {
        return current.filter(Boot::decides).isPresent();
    }

    /** How it ended, by the word of the boot that began last. */
    public Optional<BootEnd> end() {
        return current.flatMap(Boot::end);
    }

    /** When it began first; milliseconds since 1970-01-01T00:00:00Z. */
    public Optional<Long> startedAt() {
        return boots.stream()
                .filter(boot -> !boot.joined() || !decides())
                .flatMap(boot -> boot.startedAt().stream())
                .min(Comparator.naturalOrder());
    }

    /** Time of its latest event by the clocks of its hosts; milliseconds since 1970-01-01T00:00:00Z. */
    public Optional<Long> heardUntil() {
        return boots.stream().flatMap(boot -> boot.heardUntil().stream()).max(Comparator.naturalOrder());
    }

    public Tally points() {
        return metricPoints.plus(hardwarePoints);
    }

    /** Which run events are missing, for a person to read; empty when none is. */
    public String missingRunEvents() {
        return Gaps.text(boots, Boot::missingRunEvents);
    }

    public String missingMetricPoints() {
        return Gaps.text(boots, Boot::missingMetricPoints);
    }

    public String missingHardwarePoints() {
        return Gaps.text(boots, Boot::missingHardwarePoints);
    }
}
