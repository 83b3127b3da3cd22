package dev.headwater.launcher.letters;

import dev.headwater.launcher.CommandFailure;
import dev.headwater.launcher.Connection;
import dev.headwater.launcher.Json;
import dev.headwater.launcher.Limit;
import dev.headwater.launcher.Table;
import dev.headwater.launcher.Terminal;
import dev.headwater.launcher.stack.KafkaState;
import dev.headwater.schemas.DeadLetter;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code headwater dead-letters}. */
@Command(
        name = "dead-letters",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Lists records that could not be taken, and why.",
        description = {
            "One line for each, the latest last: where it lies among the dead letters (PARTITION@OFFSET), when and why it "
                    + "was set aside, and where it had been read (TOPIC/PARTITION@OFFSET).",
            "",
            "Example: headwater dead-letters --kind failed --json",
            ""
        })
public final class DeadLettersCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private final Connection connection = new Connection();

    @Mixin
    private final Limit limit = new Limit();

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            description = "Only these: unreadable, rejected, bound, unwritable, undelivered, or failed.")
    private String kind = "";

    @Option(names = "--json", description = "Print one JSON object per record, with all its headers.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec command;

    public DeadLettersCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (!kind.isEmpty() && DeadLetter.Kind.ofWord(kind).isEmpty() && command != null) {
            String known = Arrays.stream(DeadLetter.Kind.values())
                    .map(DeadLetter.Kind::word)
                    .collect(Collectors.joining(", "));
            throw new ParameterException(command.commandLine(), "--kind: \"" + kind + "\" is none of " + known);
        }
        String bootstrap = connection.bootstrap();
        if (!KafkaState.isReachable(bootstrap)) {
            throw new CommandFailure("Kafka at " + bootstrap + " does not answer");
        }
        try (Letters topic = new Letters(bootstrap)) {
            print(topic.last(limit.most(), letter -> kind.isEmpty() || kind.equals(letter.header(DeadLetter.KIND))));
        }
        return 0;
    }

    private void print(List<Letter> letters) {
        if (json) {
            letters.forEach(letter -> terminal.out().println(Json.line(letter.json())));
            return;
        }
        if (letters.isEmpty()) {
            terminal.note("headwater: no dead letters" + (kind.isEmpty() ? "" : " of kind " + kind));
            return;
        }
        Table table = new Table("AT", "KIND", "LETTER", "READ FROM", "STAGE", "REASON");
        for (Letter letter : letters) {
            table.row(
                    letter.at(),
                    letter.header(DeadLetter.KIND),
                    letter.partition() + "@" + letter.offset(),
                    letter.source(),
                    letter.header(DeadLetter.STAGE),
                    letter.header(DeadLetter.REASON));
        }
        terminal.out().print(table.format(terminal.columns()));
        if (limit.isReached(letters.size())) {
            terminal.note("headwater: there may be more; --limit 0 shows all");
        }
    }
}
