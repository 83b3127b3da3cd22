package dev.headwater.agent.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class AgentArgumentTest {

    @Test
    void keysAreVariablesInCamelCase() {
        assertThat(AgentArgument.parse("runId=a,join=true,hooksDisabled=xgboost")
                        .settings())
                .isEqualTo(Map.of(
                        "HEADWATER_RUN_ID", "a",
                        "HEADWATER_JOIN", "true",
                        "HEADWATER_HOOKS_DISABLED", "xgboost"));
    }

    @Test
    void aCommaWithoutAKeyBelongsToTheValue() {
        assertThat(AgentArgument.parse("bootstrap=a:9092,b:9092,home=/h").settings())
                .isEqualTo(Map.of("HEADWATER_BOOTSTRAP", "a:9092,b:9092", "HEADWATER_HOME", "/h"));
    }

    @Test
    void linesMayHoldCommasAndEqualSigns() {
        assertThat(AgentArgument.parse("name=a,b=c\nexperiment=x\n").settings())
                .isEqualTo(Map.of("HEADWATER_NAME", "a,b=c", "HEADWATER_EXPERIMENT", "x"));
    }

    @Test
    void whatIsNotUnderstoodIsNamed() {
        assertThat(AgentArgument.parse("nonsense,Run-Id=x").notUnderstood()).containsExactly("nonsense", "Run-Id=x");
        assertThat(AgentArgument.parse(null).settings()).isEmpty();
        assertThat(AgentArgument.parse("").notUnderstood()).isEmpty();
    }
}
