package dev.headwater.processor;

import dev.headwater.processor.delivery.Webhook;
import dev.headwater.processor.delivery.WebhooksFile;
import dev.headwater.processor.detect.rules.RulebookException;
import dev.headwater.processor.topology.Destinations;
import dev.headwater.processor.topology.Rules;
import dev.headwater.processor.topology.Settings;
import dev.headwater.processor.topology.StreamsSettings;
import dev.headwater.schemas.Topic;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.Reader;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** What an operator may say on the command line, and what it means. Nonsense is a mistake of the command line. */
final class ProcessorOptions {

    private static final Duration LOOK_AT_RULES = Duration.ofSeconds(2);

    @Option(
            names = "--bootstrap",
            required = true,
            defaultValue = "${env:HEADWATER_BOOTSTRAP}",
            description = "Kafka brokers, host:port[,host:port]. Environment: HEADWATER_BOOTSTRAP")
    String bootstrap = "";

    @Option(
            names = "--schema-registry",
            defaultValue = "${env:HEADWATER_SCHEMA_REGISTRY:-}",
            description = "URL of a schema registry; none for the bundled schemas. Environment: "
                    + "HEADWATER_SCHEMA_REGISTRY")
    String schemaRegistry = "";

    @Option(
            names = "--kafka-config",
            description = "Properties file with more Kafka settings, such as security; they win over the built-in ones")
    @Nullable
    Path kafkaConfig;

    @Option(
            names = "--status",
            defaultValue = "127.0.0.1:0",
            description =
                    "host:port of /livez, /readyz, /metrics, /topology and the schema registry routes; port 0 takes "
                            + "a free one and logs it")
    String status = "";

    @Option(
            names = "--state-dir",
            description = "Folder of the local state. Default: processor-state in HEADWATER_HOME")
    @Nullable
    Path stateDir;

    @Option(names = "--threads", defaultValue = "2", description = "Stream threads")
    int threads;

    @Option(names = "--create-topics", description = "Create missing topics at start")
    boolean createTopics;

    @Option(names = "--partitions", description = "Partitions of topics that are created")
    int partitions = Topic.DEFAULT_PARTITIONS;

    @Option(
            names = "--flush",
            defaultValue = "PT2S",
            description = "How long a growing series may stay unsaid, as ISO-8601 duration")
    Duration flush = Settings.DEFAULT.flush();

    @Option(
            names = "--lease",
            defaultValue = "PT60S",
            description = "Silence that never makes a run lost, however short its heartbeats, as ISO-8601 duration")
    Duration lease = Settings.DEFAULT.leaseFloor();

    @Option(
            names = "--retention",
            defaultValue = "P7D",
            description = "How long the state of a silent run is kept, as ISO-8601 duration")
    Duration retention = Settings.DEFAULT.retention();

    @Option(
            names = "--content-retention",
            defaultValue = "P90D",
            description = "How long it is remembered which runs made and used a content, as ISO-8601 duration")
    Duration contentRetention = Settings.DEFAULT.contentRetention();

    @Option(names = "--max-series", defaultValue = "10000", description = "Most series of one run")
    int seriesPerRun;

    @Option(names = "--max-findings", defaultValue = "100", description = "Most findings of one run")
    int findingsPerRun;

    @Option(
            names = "--replay",
            description = "Read all that the input topics hold, write only findings, to --anomalies-topic, and end. "
                    + "Needs an --application-id of its own")
    boolean replay;

    @Option(
            names = "--application-id",
            defaultValue = StreamsSettings.APPLICATION_ID,
            description = "Consumer group, and prefix of changelog topics; another one only for --replay")
    String applicationId = StreamsSettings.APPLICATION_ID;

    @Option(
            names = "--anomalies-topic",
            defaultValue = "headwater.anomalies",
            description = "Topic of findings; another one only for --replay, which creates it")
    String findingsTopic = Topic.ANOMALIES.topicName();

    @Option(
            names = "--rules",
            defaultValue = "${env:HEADWATER_RULES:-}",
            description =
                    "YAML file of the rules and alerts in force, read again when it changes; the rules as they ship "
                            + "by default. `headwater rules` prints one. Environment: HEADWATER_RULES")
    String rules = "";

    @Option(names = "--webhooks", description = "YAML file of the receivers of findings; none by default")
    @Nullable
    Path webhooks;

    @CommandLine.Spec(CommandLine.Spec.Target.MIXEE)
    @Nullable
    CommandSpec spec;

    Settings settings() {
        Settings standard = Settings.DEFAULT;
        if (threads < 1 || threads > 64) {
            throw mistake("--threads is 1 to 64, not " + threads);
        }
        if (partitions < 1) {
            throw mistake("--partitions is at least 1, not " + partitions);
        }
        try {
            return new Settings(
                    flush,
                    lease,
                    standard.leaseHeartbeats(),
                    retention,
                    contentRetention,
                    seriesPerRun,
                    findingsPerRun,
                    standard.runStateBytes());
        } catch (IllegalArgumentException e) {
            throw mistake(e.getMessage());
        }
    }

    Rules rules(MeterRegistry meters) {
        try {
            return WatchedRules.of(rules.isEmpty() ? null : Path.of(rules), LOOK_AT_RULES, meters);
        } catch (RulebookException | IllegalArgumentException e) {
            throw mistake("--rules " + e.getMessage());
        }
    }

    List<Webhook> webhooks() {
        try {
            return webhooks == null ? List.of() : WebhooksFile.read(webhooks);
        } catch (IllegalArgumentException e) {
            throw mistake("--webhooks " + e.getMessage());
        }
    }

    Destinations destinations() {
        boolean ownId = !applicationId.equals(StreamsSettings.APPLICATION_ID);
        boolean ownTopic = Topic.ofName(findingsTopic).isEmpty();
        if (replay && webhooks != null) {
            throw mistake("--replay tells nobody: it goes without --webhooks");
        }
        if (replay && !(ownId && ownTopic)) {
            throw mistake("--replay needs an --application-id and an --anomalies-topic of its own, not " + applicationId
                    + " and " + findingsTopic);
        }
        if (!replay && (ownId || !findingsTopic.equals(Topic.ANOMALIES.topicName()))) {
            throw mistake("--application-id " + applicationId + " with --anomalies-topic " + findingsTopic
                    + " is for --replay: without it, all would be said twice");
        }
        if (!applicationId.matches("[a-zA-Z0-9._-]{1,80}") || !findingsTopic.matches("[a-zA-Z0-9._-]{1,200}")) {
            throw mistake("--application-id and --anomalies-topic have letters, digits, dots, hyphens and underscores, "
                    + "not " + applicationId + " and " + findingsTopic);
        }
        return replay ? Destinations.onlyFindings(findingsTopic) : Destinations.USUAL;
    }

    Path stateFolder() {
        if (stateDir != null) {
            return stateDir;
        }
        String home = System.getenv("HEADWATER_HOME");
        Path folder =
                home == null || home.isEmpty() ? Path.of(System.getProperty("user.home"), ".headwater") : Path.of(home);
        return folder.resolve("processor-state");
    }

    Map<String, Object> kafkaSettings() {
        Map<String, Object> settings = new HashMap<>();
        if (kafkaConfig != null) {
            Properties more = new Properties();
            try (Reader file = Files.newBufferedReader(kafkaConfig, StandardCharsets.UTF_8)) {
                more.load(file);
            } catch (IOException e) {
                throw mistake("--kafka-config " + kafkaConfig + " cannot be read: " + e);
            }
            more.stringPropertyNames().forEach(name -> settings.put(name, more.getProperty(name)));
        }
        return settings;
    }

    InetSocketAddress statusAddress() {
        return hostAndPort(status);
    }

    private InetSocketAddress hostAndPort(String text) {
        int colon = text.lastIndexOf(':');
        try {
            return new InetSocketAddress(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw mistake("--status " + text + " is not host:port");
        }
    }

    private RuntimeException mistake(@Nullable String message) {
        return new CommandLine.ParameterException(Objects.requireNonNull(spec).commandLine(), String.valueOf(message));
    }
}
