package dev.headwater.benchmarks.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.anomaly.Severity;
import dev.headwater.processor.detect.rules.InForce;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KeennessTest {

    @Test
    void takesTheKeenestThatWakesSomeoneForOneRunInAHundredAtMost() {
        List<Map<Keenness, List<Alarm>>> good = new ArrayList<>();
        for (int run = 0; run < 100; run++) {
            Map<Keenness, List<Alarm>> said = new EnumMap<>(Keenness.class);
            for (Keenness each : Keenness.values()) {
                List<Alarm> alarms = new ArrayList<>();
                alarms.add(alarm("always", Severity.WARNING, 1));
                alarms.add(alarm("noticed", Severity.INFO, 2));
                if (run < 2 - each.ordinal()) {
                    alarms.add(alarm("less-and-less", Severity.CRITICAL, 3));
                }
                said.put(each, alarms);
            }
            good.add(said);
        }

        Map<String, Keenness> chosen = Keenness.choose(Set.of("always", "noticed", "less-and-less"), good);

        assertThat(chosen)
                .containsEntry("always", Keenness.CALMEST)
                .containsEntry("noticed", Keenness.KEEN)
                .containsEntry("less-and-less", Keenness.SHIPPED);
    }

    @Test
    void eachRuleSaysWhatItSaysAtItsSetting() {
        Alarm keen = alarm("a", Severity.WARNING, 5);
        Alarm calm = alarm("b", Severity.WARNING, 3);
        Map<Keenness, List<Alarm>> atEach = Map.of(
                Keenness.KEEN, List.of(alarm("b", Severity.WARNING, 1), keen),
                Keenness.CALM, List.of(calm, alarm("a", Severity.WARNING, 9)));

        assertThat(Keenness.said(Map.of("a", Keenness.KEEN, "b", Keenness.CALM), atEach))
                .containsExactly(calm, keen);
    }

    @ParameterizedTest
    @EnumSource
    void isASettingThatTheRulesTake(Keenness keenness) {
        InForce rules = keenness.rules();

        assertThat(rules.series().rules()).isNotEmpty();
    }

    private static Alarm alarm(String rule, Severity severity, int row) {
        return new Alarm(rule, severity, "subject", row, 0, row, 0, "message");
    }
}
