package dev.headwater.launcher.ship;

import dev.headwater.agent.CollectorOptions;
import dev.headwater.agent.Orphans;
import dev.headwater.launcher.CommandFailure;
import dev.headwater.launcher.Connection;
import dev.headwater.launcher.Json;
import dev.headwater.launcher.Table;
import dev.headwater.launcher.Terminal;
import dev.headwater.launcher.stack.KafkaState;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code headwater ship}. */
@Command(
        name = "ship",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Ships what processes that died left in their journals.",
        description = {
            "A journal whose process still lives is shipped by that process, and left alone. Exit status 1 when something "
                    + "could not be shipped; it stays where it is.",
            "",
            "Example: headwater ship --wait 5m",
            ""
        })
public final class ShipCommand implements Callable<Integer> {

    private static final long PROGRESS_MILLIS = 2_000;

    private final Terminal terminal;

    @Mixin
    private final Connection connection = new Connection();

    @Option(
            names = "--wait",
            paramLabel = "DURATION",
            defaultValue = "1m",
            converter = DurationText.class,
            description = "How long to wait for Kafka at most, such as 90s, 5m, 1h. Default: 1m.")
    private Duration wait = Duration.ofMinutes(1);

    @Option(names = "--list", description = "Only list the journals that are there, those of living processes too.")
    private boolean list;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    public ShipCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** A number with a unit. */
    static final class DurationText implements ITypeConverter<Duration> {

        @Override
        public Duration convert(String text) {
            if (!text.matches("\\d{1,6}[smh]")) {
                throw new TypeConversionException("'" + text + "' is not a duration such as 90s, 5m or 1h");
            }
            long number = Long.parseLong(text.substring(0, text.length() - 1));
            return switch (text.charAt(text.length() - 1)) {
                case 's' -> Duration.ofSeconds(number);
                case 'm' -> Duration.ofMinutes(number);
                default -> Duration.ofHours(number);
            };
        }
    }

    @Override
    public Integer call() throws InterruptedException, IOException {
        List<WaitingJournal> journals = WaitingJournal.below(connection.home());
        if (list) {
            print(journals);
            return 0;
        }
        long orphans = journals.stream().filter(journal -> !journal.alive()).count();
        if (orphans == 0) {
            String others = journals.isEmpty()
                    ? ""
                    : "; " + journals(journals.size()) + " belong" + (journals.size() == 1 ? "s" : "")
                            + " to living processes, see --list";
            terminal.note("headwater: nothing to ship in " + connection.home() + others);
            return result(0, 0);
        }
        String bootstrap = connection.bootstrap();
        if (!KafkaState.isReachable(bootstrap)) {
            throw new CommandFailure("Kafka at " + bootstrap + " does not answer: " + journals(orphans) + " still wait"
                    + (orphans == 1 ? "s" : "") + " in " + connection.home());
        }
        terminal.note("headwater: shipping " + journals(orphans) + " to " + bootstrap);
        Orphans.Shipped shipped = ship(options(bootstrap));
        int left = shipped.found() - shipped.shipped();
        if (left > 0) {
            terminal.note("headwater: " + journals(left) + " of " + shipped.found() + " could not be shipped within "
                    + wait.toSeconds() + " s and stay" + (left == 1 ? "s" : "") + " in " + connection.home()
                    + ": try a longer --wait, or --verbose to see why");
        }
        return result(shipped.found(), shipped.shipped());
    }

    private Orphans.Shipped ship(CollectorOptions options) throws InterruptedException {
        FutureTask<Orphans.Shipped> shipping = new FutureTask<>(() -> Orphans.ship(options, wait));
        Thread thread = new Thread(shipping, "headwater-ship");
        thread.setDaemon(true);
        thread.start();
        while (true) {
            try {
                return shipping.get(PROGRESS_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                progress();
            } catch (ExecutionException e) {
                throw new CommandFailure("cannot ship: " + e.getCause(), e);
            }
        }
    }

    private void progress() {
        try {
            terminal.note("headwater: " + journals(WaitingJournal.count(connection.home())) + " left");
        } catch (IOException e) {
            // No more than a line of progress.
        }
    }

    private int result(int found, int shipped) {
        if (json) {
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("found", found);
            result.put("shipped", shipped);
            terminal.out().println(Json.line(result));
        } else if (found > 0) {
            terminal.out().println("shipped " + shipped + " of " + journals(found));
        }
        return found == shipped ? 0 : 1;
    }

    private void print(List<WaitingJournal> journals) {
        if (json) {
            for (WaitingJournal journal : journals) {
                Map<String, Object> row = new LinkedHashMap<>();
                row.put("run", journal.run());
                row.put("rank", journal.rank());
                row.put("alive", journal.alive());
                row.put("since", journal.since().toString());
                row.put("bytes", journal.bytes());
                terminal.out().println(Json.line(row));
            }
            return;
        }
        if (journals.isEmpty()) {
            terminal.note("headwater: no journals in " + connection.home());
            return;
        }
        Table table = new Table("RUN", "RANK", "OWNER", "AGE", "ON DISK");
        for (WaitingJournal journal : journals) {
            Duration age = Duration.between(journal.since(), Instant.now());
            table.row(
                    journal.run(),
                    journal.rank(),
                    journal.alive() ? "lives" : "gone",
                    age.toHours() > 0
                            ? age.toHours() + " h"
                            : age.toMinutes() > 0 ? age.toMinutes() + " min" : age.toSeconds() + " s",
                    journal.bytes() / 1_000 + " kB");
        }
        terminal.out().print(table.format(terminal.columns()));
    }

    private static String journals(long count) {
        return count + (count == 1 ? " journal" : " journals");
    }

    private CollectorOptions options(String bootstrap) {
        return connection
                .collecting(System.getenv(), "headwater-ship", bootstrap)
                .disabled(false)
                .build();
    }
}
