package dev.headwater.launcher.attach;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class AgentLoaderTest {

    @Test
    void saysOneSettingALineAndNoneThatIsEmpty() {
        assertThat(AgentLoader.argument(Map.of("runId", "r", "bootstrap", "a:1,b:2", "name", "")))
                .isEqualTo("bootstrap=a:1,b:2\nrunId=r\n");
    }
}
