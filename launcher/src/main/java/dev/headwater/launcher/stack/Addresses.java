package dev.headwater.launcher.stack;

/**
 * Where the parts of an embedded stack listen; they keep it from one start to the next.
 *
 * @param bootstrap host:port of Kafka
 * @param neo4j Bolt URI
 * @param processorPort loopback port of the processor's status server, which is the schema registry too
 * @param sinkPort loopback port of the sink's status server
 */
public record Addresses(
        String bootstrap, String neo4j, String neo4jUser, String neo4jPassword, int processorPort, int sinkPort) {

    private static final String LOOPBACK = "127.0.0.1:";

    public String registryUrl() {
        return "http://" + processorStatus();
    }

    public String processorStatus() {
        return LOOPBACK + processorPort;
    }

    public String sinkStatus() {
        return LOOPBACK + sinkPort;
    }

    /** What a person needs to reach this component. */
    public String of(Component component) {
        return switch (component) {
            case KAFKA -> bootstrap;
            case NEO4J -> neo4j;
            case PROCESSOR -> registryUrl();
            case SINK -> "http://" + sinkStatus();
        };
    }
}
