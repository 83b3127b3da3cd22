package dev.headwater.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Names and options of the commands are a contract with those who write scripts. */
class CommandContractTest {

    private final CommandInProcess headwater = new CommandInProcess();

    @TempDir
    Path home;

    @ParameterizedTest
    @CsvSource({
        "demo, --keep --out",
        "up, --home --json",
        "down, --home --json",
        "status, --home --json",
        "run, --experiment --name --param --tag --input --output --metrics-from --metrics-format --metric-pattern",
        "attach, --experiment --name --param --tag --input --output --no-load",
        "ship, --wait --list --json",
        "replay, --csv --step --time --params --experiment --name --status --manifest --json",
        "detect, --csv --time --value --rule --out --manifest --rules",
        "rules, --check --experiment",
        "runs, --experiment --json",
        "show, --json",
        "anomalies, --json",
        "watch, --metric --json",
        "dead-letters, --kind --limit --json",
        "cypher, --param --json",
        "export, --experiment --all --since --points --out --json",
        "import, --as --plain --dry-run --json",
        "rebuild, --yes --no-wait",
        "forget, --erase --yes --force --dry-run --json"
    })
    void hasTheCommandWithItsOptions(String command, String options) {
        CommandLine line =
                Objects.requireNonNull(headwater.line().getSubcommands().get(command));

        assertThat(line.getCommandSpec().optionsMap())
                .containsKeys(options.split(" "))
                .containsKeys("--verbose", "--help");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status",
                "run",
                "attach",
                "ship",
                "replay",
                "runs",
                "show",
                "anomalies",
                "watch",
                "dead-letters",
                "cypher",
                "export",
                "import",
                "rebuild",
                "forget"
            })
    void reachesServersOfOthersToo(String command) {
        CommandLine line =
                Objects.requireNonNull(headwater.line().getSubcommands().get(command));

        assertThat(line.getCommandSpec().optionsMap())
                .containsKeys("--bootstrap", "--neo4j", "--neo4j-user", "--neo4j-password", "--schema-registry")
                .containsKeys("--home");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo --home x",
                "demo --bootstrap x:1",
                "demo --neo4j bolt://x",
                "up --bootstrap x:1",
                "up --neo4j bolt://x",
                "down --bootstrap x:1",
                "down --neo4j-user x"
            })
    void refusesOptionsThatWouldMeanNothing(String words) {
        assertThat(execute(words.split(" "))).isEqualTo(2);

        assertThat(headwater.err()).contains("Unknown options: '" + words.split(" ")[1] + "'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo",
                "up",
                "down",
                "status",
                "run",
                "attach",
                "ship",
                "replay",
                "detect",
                "rules",
                "runs",
                "show",
                "anomalies",
                "watch",
                "dead-letters",
                "cypher",
                "export",
                "import",
                "rebuild",
                "forget"
            })
    void explainsEachCommandWithAnExample(String command) {
        assertThat(execute(command, "--help")).isZero();

        assertThat(headwater.out()).contains("Usage: headwater " + command).contains("Example: headwater " + command);
        assertThat(headwater.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "runs --nonsense",
                "run",
                "run --metrics-format json -- true",
                "run --metric-pattern (?<a>x) -- true",
                "run --metrics-from stdout --metrics-format xml -- true",
                "run --metrics-from / -- true",
                "run --metrics-from /dev/null -- true",
                "run --metrics-from stdout --metric-pattern loss=(\\S+) -- true",
                "run --metrics-from stdout --metric-pattern (?<a>x -- true",
                "attach",
                "attach x",
                "attach 1 2",
                "ship --wait 5",
                "ship x",
                "show",
                "cypher",
                "export --out x",
                "export --all",
                "rebuild x",
                "forget",
                "forget x y",
                "export --all --experiment e --out x",
                "export --all --since soon --out x",
                "replay",
                "replay --csv x",
                "replay --manifest m --name n",
                "replay --csv x --step s --status done",
                "replay --manifest m --step s",
                "detect",
                "detect --csv x --manifest y",
                "detect --csv x",
                "detect --csv x --time t --value v",
                "detect --csv x --time t --value v --out o --rule nonsense",
                "detect --manifest m --rule loss-spike",
                "runs --limit -1",
                "anomalies --limit -5",
                "dead-letters --limit -1",
                "dead-letters --kind lost",
                "runs --neo4j garbage",
                "runs --neo4j http://x:7687",
                "status --neo4j garbage",
                "watch --bootstrap garbage",
                "watch --bootstrap x:99999",
                "watch --bootstrap x:1,y",
                "replay --bootstrap garbage --csv x --step s",
                "status --bootstrap garbage",
                "cypher q --param x",
                "prov",
                "prov nonsense",
                "prov check",
                "prov check none.json",
                "prov copy",
                "prov copy x"
            })
    void answersWrongUseWithOneLineAndStatusTwo(String words) {
        assertThat(execute(words.isEmpty() ? new String[0] : words.split(" "))).isEqualTo(2);

        assertThat(headwater.err().lines()).hasSize(1).allMatch(line -> line.startsWith("headwater: "));
        assertThat(headwater.out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "runs",
                "show x",
                "anomalies",
                "watch",
                "dead-letters",
                "cypher q",
                "export --all --out x",
                "export --all --since 2026-01-31 --points --out x/",
                "rebuild --yes",
                "forget x --yes",
                "replay --csv x --step s"
            })
    void saysInOneLineThatNoStackIsUp(String words) {
        assertThat(execute((words + " --home " + home).split(" "))).isEqualTo(1);

        assertThat(headwater.err())
                .startsWith("headwater: no Headwater stack is up: run `headwater up --home " + home + "`, or give --");
        assertThat(headwater.err().lines()).hasSize(1);
        assertThat(headwater.out()).isEmpty();
    }

    @Test
    void saysInOneLineThatAServerCannotBeReached() {
        assertThat(execute("runs", "--neo4j", "bolt://127.0.0.1:1")).isEqualTo(1);
        assertThat(headwater.err())
                .startsWith("headwater: Neo4j does not answer")
                .contains("127.0.0.1:1");
        assertThat(headwater.err().lines()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "runs --neo4j garbage, '--neo4j: \"garbage\" is not an address of Neo4j: use bolt://host:port'",
        "watch --bootstrap garbage, '--bootstrap: \"garbage\" is not an address of Kafka: use host:port'",
        "runs --limit -1, '--limit: \"-1\" is less than 0'",
        "dead-letters --kind lost, '--kind: \"lost\" is none of unreadable, rejected'",
        "cypher q --param x, Value for option '--param'",
        "export --all --since soon --out x, '--since: \"soon\" is not a time: use 2026-01-31T12:00:00Z or 2026-01-31'",
        "attach x, 'x'",
        "ship --wait 5, '5'",
        "run --metrics-from stdout --metrics-format xml -- true, 'xml'",
        "run --metrics-from /dev/null -- true, '\"/dev/null\" is a pipe or a device'",
        "run --metrics-from stdout --metric-pattern a(.) -- true, '--metric-pattern: \"a(.)\": no group is a metric'"
    })
    void namesTheValueThatIsWrong(String words, String message) {
        assertThat(execute(words.split(" "))).isEqualTo(2);

        assertThat(headwater.err()).contains(message);
    }

    @Test
    void pointsToTheHelpOfACommandWithinACommand() {
        assertThat(execute("prov", "copy", "x")).isEqualTo(2);
        assertThat(headwater.err()).contains("(see headwater prov copy --help)");
        assertThat(execute("prov", "copy", "--help")).isZero();
        assertThat(headwater.out()).contains("Usage: headwater prov copy", "Example: headwater prov copy", "--verbose");
        assertThat(execute("prov", "check", "--help")).isZero();
        assertThat(headwater.out())
                .contains("Usage: headwater prov check", "Example: headwater prov check", "Exit status 1");
    }

    @Test
    void saysThatTheHostIsNotKnown() {
        assertThat(execute("watch", "--bootstrap", "no-such-host.invalid:9092")).isEqualTo(1);

        assertThat(headwater.err().strip())
                .isEqualTo("headwater: Kafka at no-such-host.invalid:9092: the name of the host is not known");
    }

    @Test
    void saysInJsonThatThereIsNoStack() {
        assertThat(execute("status", "--json", "--home", home.toString())).isEqualTo(1);

        assertThat(headwater.out().strip())
                .isEqualTo("{\"ready\":false,\"components\":[],\"registry\":null,\"lag\":{}}");
        assertThat(headwater.err()).startsWith("headwater: there is no Headwater stack in " + home);
    }

    @Test
    void explainsItsExitStatus() {
        assertThat(execute("--help")).isZero();

        assertThat(headwater.out()).contains("Begin with `headwater demo`", "130 interrupted");
    }

    @Test
    void printsTheStackTraceOnlyWhenAsked() {
        assertThat(execute("runs", "--neo4j", "bolt://127.0.0.1:1", "--verbose"))
                .isEqualTo(1);
        assertThat(headwater.err()).contains("\tat ");
    }

    @Test
    void refusesToRunOnAnInputThatIsNotThere() {
        assertThat(execute("run", "--home", home.toString(), "--input", "train:/nowhere/x", "--", "true"))
                .isEqualTo(1);
        assertThat(headwater.err()).contains("/nowhere/x: no such file");
    }

    @Test
    void saysThatThereIsNothingToShip() {
        assertThat(execute("ship", "--home", home.toString())).isZero();

        assertThat(headwater.err().strip()).isEqualTo("headwater: nothing to ship in " + home);
    }

    @Test
    void saysThatThereIsNoProcessToAttachTo() {
        assertThat(execute("attach", "--home", home.toString(), "999999999")).isEqualTo(1);

        assertThat(headwater.err()).startsWith("headwater: there is no process 999999999");
    }

    private int execute(String... words) {
        return headwater.run((Object[]) words);
    }
}
