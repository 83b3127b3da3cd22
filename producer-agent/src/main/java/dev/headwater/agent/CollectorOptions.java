package dev.headwater.agent;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a collector. {@link #builder()} begins with what the environment of this process says.
 *
 * @param bootstrap host:port[,host:port...] of Kafka; empty to read it from {@code stack.properties} in the home
 * @param registryUrl base URL of a schema registry; empty for the schemas in the jar
 * @param home directory of {@code stack.properties} and of the journals
 * @param kafkaProperties settings of the Kafka producer, over the agent's own
 * @param heartbeatMillis milliseconds between two heartbeats of a run, at least 100; 0 for none
 * @param hardwareMillis milliseconds between two hardware samples, at least 100; 0 for none
 * @param hardwareBudget share of one processor that sampling hardware may use, more than 0 and at most 1; where it would
 *     need more, samples are taken less often
 * @param journalBytes most bytes of points that wait in journals of this process for the broker, at least 1 MiB
 * @param whenFull what a log call does at that limit
 * @param closeWait how long {@link Run#close()} and the end of the process wait for the broker
 * @param name name of the collecting software, as lineage shows it
 * @param version its version
 * @param shipOrphans whether journals that dead processes of this host left behind are shipped as well
 * @param disabled true: every call does nothing
 * @param environment environment variables that defaults of runs are read from
 * @param clock what the times of points and events are read from
 */
public record CollectorOptions(
        String bootstrap,
        String registryUrl,
        Path home,
        Map<String, String> kafkaProperties,
        long heartbeatMillis,
        long hardwareMillis,
        double hardwareBudget,
        long journalBytes,
        WhenFull whenFull,
        Duration closeWait,
        String name,
        String version,
        boolean shipOrphans,
        boolean disabled,
        Map<String, String> environment,
        InstantSource clock) {

    private static final long SMALLEST_JOURNAL = 1 << 20;

    public CollectorOptions {
        if (heartbeatMillis != 0 && heartbeatMillis < 100) {
            throw new IllegalArgumentException("heartbeatMillis is " + heartbeatMillis + ", must be 0 or at least 100");
        }
        if (hardwareMillis != 0 && hardwareMillis < 100) {
            throw new IllegalArgumentException("hardwareMillis is " + hardwareMillis + ", must be 0 or at least 100");
        }
        if (!(hardwareBudget > 0 && hardwareBudget <= 1)) {
            throw new IllegalArgumentException(
                    "hardwareBudget is " + hardwareBudget + ", must be more than 0 and at most 1");
        }
        if (journalBytes < SMALLEST_JOURNAL) {
            throw new IllegalArgumentException(
                    "journalBytes is " + journalBytes + ", must be at least " + SMALLEST_JOURNAL);
        }
        kafkaProperties = Map.copyOf(kafkaProperties);
        environment = Map.copyOf(environment);
    }

    /** Begins with the environment variables of this process ({@code HEADWATER_BOOTSTRAP} and so on). */
    public static Builder builder() {
        return new Builder(System.getenv());
    }

    /** Begins with these variables in place of the process's own. */
    public static Builder builder(Map<String, String> environment) {
        return new Builder(environment);
    }

    /** Directory of the journals: one directory per run, rank and boot below it. */
    public Path journalRoot() {
        return home.resolve("journal");
    }

    /** Collects settings; each method replaces one. */
    public static final class Builder {

        private final Map<String, String> environment;
        private String bootstrap;
        private String registryUrl;
        private Path home;
        private final Map<String, String> kafkaProperties = new TreeMap<>();
        private long heartbeatMillis;
        private long hardwareMillis;
        private double hardwareBudget;
        private long journalBytes = 256L << 20;
        private WhenFull whenFull = WhenFull.THIN;
        private Duration closeWait = Duration.ofSeconds(2);
        private String name = "headwater-agent";
        private String version = ownVersion();
        private boolean shipOrphans = true;
        private boolean disabled;
        private InstantSource clock = InstantSource.system();

        private Builder(Map<String, String> environment) {
            this.environment = environment;
            bootstrap = environment.getOrDefault("HEADWATER_BOOTSTRAP", "").trim();
            registryUrl =
                    environment.getOrDefault("HEADWATER_SCHEMA_REGISTRY", "").trim();
            String homeText = environment.getOrDefault("HEADWATER_HOME", "").trim();
            home = homeText.isEmpty() ? Path.of(System.getProperty("user.home", "."), ".headwater") : Path.of(homeText);
            heartbeatMillis = new NumberVariable(environment, "HEADWATER_HEARTBEAT_INTERVAL").millis(5_000, 100);
            hardwareMillis = new NumberVariable(environment, "HEADWATER_HARDWARE_INTERVAL").millis(1_000, 100);
            hardwareBudget = new NumberVariable(environment, "HEADWATER_HARDWARE_BUDGET").share(0.005);
            disabled = "true"
                    .equalsIgnoreCase(
                            environment.getOrDefault("HEADWATER_DISABLED", "").trim());
        }

        public Builder bootstrap(String hostsAndPorts) {
            this.bootstrap = hostsAndPorts;
            return this;
        }

        public Builder registryUrl(@Nullable String url) {
            this.registryUrl = url == null ? "" : url;
            return this;
        }

        public Builder home(Path directory) {
            this.home = directory;
            return this;
        }

        public Builder kafkaProperty(String key, String value) {
            kafkaProperties.put(key, value);
            return this;
        }

        public Builder kafkaProperties(Map<String, String> properties) {
            kafkaProperties.putAll(properties);
            return this;
        }

        /** @param millis at least 100; 0 for none. Default: {@code HEADWATER_HEARTBEAT_INTERVAL}, else 5,000. */
        public Builder heartbeatMillis(long millis) {
            this.heartbeatMillis = millis;
            return this;
        }

        /** @param millis at least 100; 0 for none. Default: {@code HEADWATER_HARDWARE_INTERVAL}, else 1,000. */
        public Builder hardwareMillis(long millis) {
            this.hardwareMillis = millis;
            return this;
        }

        /** @param share of one processor, more than 0. Default: {@code HEADWATER_HARDWARE_BUDGET}, else 0.005. */
        public Builder hardwareBudget(double share) {
            this.hardwareBudget = share;
            return this;
        }

        /** @param bytes at least 1 MiB; a point takes 32 */
        public Builder journalBytes(long bytes) {
            this.journalBytes = bytes;
            return this;
        }

        public Builder whenFull(WhenFull policy) {
            this.whenFull = policy;
            return this;
        }

        public Builder closeWait(Duration wait) {
            this.closeWait = wait;
            return this;
        }

        public Builder name(String collectorName) {
            this.name = collectorName;
            return this;
        }

        public Builder version(String collectorVersion) {
            this.version = collectorVersion;
            return this;
        }

        public Builder shipOrphans(boolean ship) {
            this.shipOrphans = ship;
            return this;
        }

        public Builder disabled(boolean off) {
            this.disabled = off;
            return this;
        }

        /** @param source may step back; nothing but the times themselves depends on it */
        public Builder clock(InstantSource source) {
            this.clock = source;
            return this;
        }

        /** @throws IllegalArgumentException when a number is out of its range */
        public CollectorOptions build() {
            return new CollectorOptions(
                    bootstrap,
                    registryUrl,
                    home,
                    kafkaProperties,
                    heartbeatMillis,
                    hardwareMillis,
                    hardwareBudget,
                    journalBytes,
                    whenFull,
                    closeWait,
                    name,
                    version,
                    shipOrphans,
                    disabled,
                    environment,
                    clock);
        }

        private static String ownVersion() {
            try (InputStream stream = CollectorOptions.class.getResourceAsStream("agent.properties")) {
                Properties properties = new Properties();
                if (stream != null) {
                    properties.load(stream);
                }
                return properties.getProperty("version", "unknown");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
