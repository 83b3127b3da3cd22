package dev.headwater.launcher.retention;

import dev.headwater.launcher.CommandFailure;
import dev.headwater.launcher.Confirmation;
import dev.headwater.launcher.Connection;
import dev.headwater.launcher.Figures;
import dev.headwater.launcher.Json;
import dev.headwater.launcher.Terminal;
import dev.headwater.launcher.graph.Graph;
import dev.headwater.launcher.graph.RunNames;
import dev.headwater.launcher.stack.KafkaState;
import dev.headwater.prov.Attribute;
import dev.headwater.prov.Identifiers;
import dev.headwater.prov.Kind;
import dev.headwater.prov.Statement;
import dev.headwater.prov.StatementKey;
import dev.headwater.prov.Value;
import dev.headwater.schemas.Topic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.common.TopicPartition;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code headwater forget}. */
@Command(
        name = "forget",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Says that what a run made is gone, or erases what was recorded of it.",
        description = {
            "Without --erase nothing is removed: the lineage says that you have invalidated what the run made and no other "
                    + "run knows of.",
            "",
            "With --erase what the run says is taken back, from the topics of lineage and of series and so from the graph; "
                    + "what other runs say too stays.",
            "",
            "Not reached is what Kafka removes in its own time: the topics that the run itself wrote to and the findings (7 days), "
                    + "dead letters (30 days), and the old records of lineage and series until Kafka compacts them. Nor the "
                    + "processor's state (until its --retention), journals on the run's machine, findings that were "
                    + "delivered, exports, and backups.",
            "",
            "Example: headwater forget 3f2a --erase --dry-run",
            ""
        })
public final class ForgetCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private final Connection connection = new Connection();

    @Mixin
    private final Confirmation confirmation = new Confirmation();

    @Parameters(paramLabel = "RUN", description = "Id of a run, its beginning, or the name of the run.")
    private String reference = "";

    @Option(names = "--erase", description = "Remove what was recorded of it.")
    private boolean erase;

    @Option(names = "--force", description = "Also when the run is still RUNNING: what it says later comes back.")
    private boolean force;

    @Option(names = "--dry-run", description = "Only print what would be done.")
    private boolean dryRun;

    @Option(names = "--json", description = "Print one JSON value.")
    private boolean json;

    public ForgetCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        String bootstrap = connection.bootstrap();
        if (!KafkaState.isReachable(bootstrap)) {
            throw new CommandFailure("Kafka at " + bootstrap + " does not answer");
        }
        try (Graph graph = connection.graph();
                RunLog log = new RunLog(bootstrap, connection.schemas())) {
            String runId = find(graph, log);
            Map<String, Statement> said = log.lineage(runId);
            if (said.isEmpty()) {
                throw new CommandFailure("run " + runId + " says nothing on " + Topic.LINEAGE.topicName()
                        + ": there is nothing to forget");
            }
            refuseRunning(runId, said);
            if (erase) {
                erase(bootstrap, log, runId, said.keySet());
            } else {
                invalidate(bootstrap, graph, log, runId, said);
            }
        }
        return 0;
    }

    /** In the graph; or by its whole id on the topic, for a run that was left half erased. */
    private String find(Graph graph, RunLog log) {
        try {
            return new RunNames(graph).find(reference);
        } catch (CommandFailure e) {
            if (log.lineage(reference).isEmpty()) {
                throw e;
            }
            return reference;
        }
    }

    private void refuseRunning(String runId, Map<String, Statement> said) {
        Statement run = said.get(new StatementKey(runId, Kind.ACTIVITY, Identifiers.run(runId)).text());
        boolean running = run != null && run.attributes().contains(new Attribute("mlp:status", Value.of("RUNNING")));
        if (running && !force) {
            throw new CommandFailure("run " + runId
                    + " is RUNNING, and what it says later would come back: wait for its end, or give --force");
        }
    }

    private void erase(String bootstrap, RunLog log, String runId, Set<String> statements) {
        Set<String> chunks = log.chunks(runId);
        String what = Figures.count(statements.size()) + " statements and " + Figures.count(chunks.size())
                + " chunks of points of run " + runId;
        if (!dryRun) {
            confirmation.require(what + " are erased, which cannot be undone.");
            TopicPartition series = log.partition(Topic.SERIES, runId);
            TopicPartition lineage = log.partition(Topic.LINEAGE, runId);
            // The run itself last: as long as it is there, an erasure that was interrupted can be asked for again by
            // name.
            String last = new StatementKey(runId, Kind.ACTIVITY, Identifiers.run(runId)).text();
            List<String> keys = new ArrayList<>(statements);
            if (keys.remove(last)) {
                keys.add(last);
            }
            try (RunWords words = new RunWords(bootstrap, connection.schemas())) {
                chunks.forEach(key -> words.takeBack(series, key));
                words.confirm();
                keys.forEach(key -> words.takeBack(lineage, key));
                words.confirm();
            }
        }
        print(runId, statements.size(), chunks.size(), dryRun ? "would erase " + what : "erased " + what);
    }

    private void invalidate(String bootstrap, Graph graph, RunLog log, String runId, Map<String, Statement> said) {
        Set<String> own = own(graph, runId, Cleanup.made(said.values()));
        List<Statement> statements = Cleanup.of(
                runId, said.values(), System.getProperty("user.name", "unknown"), Instant.now(), own::contains);
        String what = Figures.count(own.size()) + " entities that run " + runId + " made";
        if (!dryRun) {
            confirmation.require(what + " are said to be invalid.");
            TopicPartition lineage = log.partition(Topic.LINEAGE, runId);
            try (RunWords words = new RunWords(bootstrap, connection.schemas())) {
                statements.forEach(statement -> words.say(lineage, statement));
                words.confirm();
            }
        }
        print(runId, own.size(), 0, (dryRun ? "would invalidate " : "invalidated ") + what);
    }

    private static Set<String> own(Graph graph, String runId, Set<String> made) {
        Set<String> own = new HashSet<>();
        graph.ask(
                        "UNWIND $ids AS id MATCH (n:Entity {id: id}) WHERE n.run = $run AND n.speakers IS NULL RETURN id",
                        Map.of("ids", List.copyOf(made), "run", runId))
                .forEach(row -> own.add(row.get("id").asString()));
        return own;
    }

    private void print(String runId, int statements, int chunks, String line) {
        if (!json) {
            terminal.out().println(line);
            return;
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("run", runId);
        result.put("done", !dryRun);
        result.put("erased", erase);
        result.put(erase ? "statements" : "entities", statements);
        result.put("chunks", chunks);
        terminal.out().println(Json.line(result));
    }
}
