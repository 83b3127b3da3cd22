package dev.headwater.processor.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.anomaly.AnomalyState;
import dev.headwater.anomaly.Severity;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BudgetTest {

    private final Rule rule = new Rule("loss-spike", 1, "", "a calm loss");
    private final Condition condition = Condition.fresh();

    @Test
    void noticesLeaveHalfToWhatIsWorse() {
        assertThat(Budget.limit(Severity.INFO, 100)).isEqualTo(50);
        assertThat(Budget.limit(Severity.WARNING, 100)).isEqualTo(100);
        assertThat(Budget.limit(Severity.INFO, 1)).isEqualTo(1);
    }

    @Test
    void whatWasKeptBackAsANoticeIsToldWhenItBecomesCritical() {
        Budget used = severity -> severity != Severity.INFO;

        assertThat(breach(Severity.INFO, 1, used)).isEmpty();
        assertThat(breach(Severity.CRITICAL, 2, used)).hasValueSatisfying(finding -> {
            assertThat(finding.state()).isEqualTo(AnomalyState.OPEN);
            assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
        });
        assertThat(condition.calm(rule, Subject.of(Curves.LOSS), at(3), 0))
                .hasValueSatisfying(finding -> assertThat(finding.state()).isEqualTo(AnomalyState.RESOLVED));
    }

    private Optional<Finding> breach(Severity severity, long step, Budget budget) {
        Signal.Breach breach = new Signal.Breach(severity, 1, () -> "rose");
        return condition.breach(rule, Subject.of(Curves.LOSS), breach, at(step), List::of, budget, 0);
    }

    private static Occurrence at(long step) {
        return new Occurrence(step, 1000 * step, 1, Origin.NONE);
    }
}
