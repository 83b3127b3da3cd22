package dev.headwater.launcher;

import dev.headwater.launcher.attach.AttachCommand;
import dev.headwater.launcher.demo.DemoCommand;
import dev.headwater.launcher.detect.DetectCommand;
import dev.headwater.launcher.detect.RulesCommand;
import dev.headwater.launcher.graph.AnomaliesCommand;
import dev.headwater.launcher.graph.CypherCommand;
import dev.headwater.launcher.graph.ExportCommand;
import dev.headwater.launcher.graph.RebuildCommand;
import dev.headwater.launcher.graph.RunsCommand;
import dev.headwater.launcher.graph.ShowCommand;
import dev.headwater.launcher.imports.ImportCommand;
import dev.headwater.launcher.letters.DeadLettersCommand;
import dev.headwater.launcher.live.WatchCommand;
import dev.headwater.launcher.prov.CheckCommand;
import dev.headwater.launcher.prov.CopyCommand;
import dev.headwater.launcher.prov.ProvCommand;
import dev.headwater.launcher.replay.ReplayCommand;
import dev.headwater.launcher.retention.ForgetCommand;
import dev.headwater.launcher.run.RunCommand;
import dev.headwater.launcher.ship.ShipCommand;
import dev.headwater.launcher.stack.DownCommand;
import dev.headwater.launcher.stack.StatusCommand;
import dev.headwater.launcher.stack.UpCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Entry point of the {@code headwater} command: reads the line, runs the command, ends with its status. */
@Command(
        name = "headwater",
        description = "Streaming provenance for ML training.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Begin with `${sys:headwater.command:-headwater} demo`, or with `${sys:headwater.command:-headwater} up` "
                    + "and `${sys:headwater.command:-headwater} run -- YOUR COMMAND`.",
            "Exit status: 0 done, 1 failed, 2 used wrongly, 130 interrupted (Ctrl-C); that of the command for `run`."
        })
public final class HeadwaterMain implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    private HeadwaterMain() {}

    public static void main(String[] args) {
        // Before anything logs: processor and sink have logging of their own on this class path.
        System.setProperty("logback.configurationFile", "dev/headwater/launcher/logback.xml");
        if (Arrays.asList(args).contains("--verbose")) {
            System.setProperty("headwater.log.level", "INFO");
        }
        System.exit(commandLine(Terminal.ofProcess()).execute(args));
    }

    /** All commands, writing to this terminal. */
    public static CommandLine commandLine(Terminal terminal) {
        CommandLine run = new CommandLine(new RunCommand(terminal));
        CommandLine line = new CommandLine(new HeadwaterMain())
                .addSubcommand(new DemoCommand(terminal))
                .addSubcommand(new UpCommand(terminal))
                .addSubcommand(new DownCommand(terminal))
                .addSubcommand(new StatusCommand(terminal))
                .addSubcommand(run)
                .addSubcommand(new AttachCommand(terminal))
                .addSubcommand(new ShipCommand(terminal))
                .addSubcommand(new ReplayCommand(terminal))
                .addSubcommand(new DetectCommand(terminal))
                .addSubcommand(new RulesCommand(terminal))
                .addSubcommand(new RunsCommand(terminal))
                .addSubcommand(new ShowCommand(terminal))
                .addSubcommand(new AnomaliesCommand(terminal))
                .addSubcommand(new WatchCommand(terminal))
                .addSubcommand(new DeadLettersCommand(terminal))
                .addSubcommand(new CypherCommand(terminal))
                .addSubcommand(new ExportCommand(terminal))
                .addSubcommand(new ImportCommand(terminal))
                .addSubcommand(new RebuildCommand(terminal))
                .addSubcommand(new ForgetCommand(terminal))
                .addSubcommand(new CommandLine(new ProvCommand())
                        .addSubcommand(new CheckCommand(terminal))
                        .addSubcommand(new CopyCommand(terminal)));
        line.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8));
        // The command of `run` is none of our business: no @files, nothing after its first word is an option of ours.
        line.setExpandAtFiles(false);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        run.setStopAtPositional(true);
        line.setUsageHelpWidth(terminal.columns() == 0 ? 100 : Math.max(60, Math.min(120, terminal.columns())));
        line.setParameterExceptionHandler((failure, args) -> usage(terminal, failure));
        line.setExecutionExceptionHandler((failure, command, parsed) -> failed(terminal, failure, parsed));
        return line;
    }

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(spec.commandLine(), "which command?");
        }
    }

    private static int usage(Terminal terminal, ParameterException failure) {
        CommandLine command = failure.getCommandLine();
        // Without its first word, which is how headwater itself was called.
        List<String> words = new ArrayList<>(
                Arrays.asList(command.getCommandSpec().qualifiedName().split(" ")));
        words.remove(0);
        words.add("--help");
        String help = Invocation.of(words.toArray(String[]::new));
        // picocli says "option option" of a K=V without its K.
        String message = String.valueOf(failure.getMessage())
                .replaceAll("\\s*\\R\\s*", " ")
                .replace("option option ", "option ");
        terminal.note("headwater: " + message + " (see " + help + ")");
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    private static int failed(Terminal terminal, Exception failure, CommandLine.ParseResult parsed) {
        terminal.note("headwater: " + Explanation.of(failure));
        if (parsed.hasSubcommand() && parsed.subcommand().matchedOptionValue("--verbose", false)) {
            failure.printStackTrace(terminal.err());
        }
        return 1;
    }
}
