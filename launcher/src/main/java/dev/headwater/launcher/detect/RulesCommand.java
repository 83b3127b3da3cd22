package dev.headwater.launcher.detect;

import dev.headwater.launcher.Terminal;
import dev.headwater.launcher.VerboseOption;
import dev.headwater.processor.detect.Rule;
import dev.headwater.processor.detect.rules.InForce;
import dev.headwater.processor.detect.rules.RulebookText;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code headwater rules}. */
@Command(
        name = "rules",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Prints the rules with all their thresholds, as a file to be changed; or checks such a file.",
        description = {
            "Without options, prints every rule and threshold with what it means and the value that holds anyway.",
            "",
            "With --check, reads a rules file as the processor would, names what is wrong with it, or lists the rules that"
                    + " are in force.",
            "",
            "Example: headwater rules > detectors.yaml",
            ""
        })
public final class RulesCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private final VerboseOption verbose = new VerboseOption();

    @Option(names = "--check", paramLabel = "FILE", description = "A rules file.")
    private @Nullable Path check;

    @Option(
            names = "--experiment",
            paramLabel = "E",
            description = "With --check: the rules in force for runs of this experiment.")
    private @Nullable String experiment;

    public RulesCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (check == null) {
            terminal.out().print(RulebookText.standard());
            terminal.out().flush();
            return 0;
        }
        InForce rules = RulesFile.read(check).forExperiment(experiment);
        Stream.of(rules.series().rules(), rules.run().rules(), rules.siblings().rules())
                .flatMap(List::stream)
                .map(RulesCommand::line)
                .forEach(terminal.out()::println);
        return 0;
    }

    private static String line(Rule rule) {
        return rule.name() + (rule.settings().isEmpty() ? "" : " (changed)") + ": " + rule.expected();
    }
}
