package dev.headwater.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberVariableTest {

    private static CollectorOptions with(String name, String value) {
        return CollectorOptions.builder(Map.of(name, value)).build();
    }

    @ParameterizedTest
    @CsvSource({
        "500ms,500",
        "5s,5000",
        "0.25 s,250",
        "1m,60000",
        "2min,120000",
        "1h,3600000",
        "off,0",
        "OFF,0",
        "' ',1000"
    })
    void aTimeIsUnderstood(String text, long millis) {
        assertThat(with("HEADWATER_HARDWARE_INTERVAL", text).hardwareMillis()).isEqualTo(millis);
    }

    @ParameterizedTest
    @ValueSource(strings = {"often", "5", "-1s", "1ms", "5 bananas", "99999999999s"})
    void whatIsNoTimeCostsAWarningAndNotTheRun(String text) {
        assertThat(with("HEADWATER_HARDWARE_INTERVAL", text).hardwareMillis()).isEqualTo(1_000);
    }

    @ParameterizedTest
    @CsvSource({"0.5,0.005", "2%,0.02", "100 %,1", "0,0.005", "101,0.005", "much,0.005", "-1,0.005"})
    void aShareIsPercentOfAProcessor(String text, double share) {
        assertThat(with("HEADWATER_HARDWARE_BUDGET", text).hardwareBudget()).isEqualTo(share);
    }

    @Test
    void heartbeatsHaveAnIntervalToo() {
        assertThat(with("HEADWATER_HEARTBEAT_INTERVAL", "10s").heartbeatMillis())
                .isEqualTo(10_000);
        assertThat(CollectorOptions.builder(Map.of()).build().heartbeatMillis()).isEqualTo(5_000);
    }
}
