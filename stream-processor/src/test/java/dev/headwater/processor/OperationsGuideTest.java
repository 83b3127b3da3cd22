package dev.headwater.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.schemas.DeadLetter;
import java.lang.reflect.Field;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What docs/operations.md says is so. The metrics in it are held to a running processor, see {@link WebhookIT}. */
class OperationsGuideTest {

    private static final Pattern VARIABLE = Pattern.compile("HEADWATER_[A-Z_]+");

    private final OperationsGuide guide = new OperationsGuide();

    @Test
    void everyOptionIsThereWithItsDefault() {
        CommandLine command = new CommandLine(new ProcessorMain());
        Map<String, String> told = guide.options();

        for (OptionSpec option : command.getCommandSpec().options()) {
            String name = option.longestName();
            if (name.equals("--help") || name.equals("--version")) {
                continue;
            }
            assertThat(told).containsKey(name);
            String preset = option.defaultValue();
            if (preset != null && !preset.isEmpty()) {
                assertThat(told.get(name)).as(name).contains("`" + preset + "`");
            }
            for (String variable : VARIABLE.matcher(String.join(" ", option.description()))
                    .results()
                    .map(found -> found.group())
                    .toList()) {
                assertThat(told.get(name)).as(name).contains("`" + variable + "`");
            }
            assertThat(command.getUsageMessage()).contains(name);
        }
        assertThat(command.getCommandSpec().optionsMap().keySet()).containsAll(told.keySet());
    }

    @Test
    void everyHeaderOfDeadLettersIsThere() throws IllegalAccessException {
        Set<String> headers = new TreeSet<>();
        for (Field field : DeadLetter.class.getFields()) {
            if (field.getType() == String.class) {
                headers.add((String) field.get(null));
            }
        }

        assertThat(guide.headers()).isEqualTo(headers);
    }
}
