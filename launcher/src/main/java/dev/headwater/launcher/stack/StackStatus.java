package dev.headwater.launcher.stack;

import dev.headwater.embedded.ProcessIdentity;
import dev.headwater.launcher.graph.Graph;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a stack is.
 *
 * @param parts empty when there is no stack
 * @param registry URL of the schema registry; null when there is none
 * @param lag records that each consumer group has not yet taken; empty when Kafka does not answer
 */
public record StackStatus(List<Part> parts, @Nullable String registry, Map<String, Long> lag) {

    /** That there is no stack. */
    public static final StackStatus NONE = new StackStatus(List.of(), null, Map.of());

    /**
     * How one component is.
     *
     * @param pid null when its process is not alive, or not ours
     * @param whyNot null when it is ready
     */
    public record Part(
            String component,
            @Nullable Long pid,
            String address,
            @Nullable String whyNot) {

        public boolean ready() {
            return whyNot == null;
        }
    }

    private static final String NO_PROCESS = "not running";

    /** Asks every component of the stack. */
    public static StackStatus ask(StackFile file, Addresses addresses) {
        KafkaState kafka = KafkaState.ask(addresses.bootstrap());
        List<Part> parts = new ArrayList<>();
        for (Component component : Component.values()) {
            Optional<ProcessIdentity> process = file.process(component).filter(ProcessIdentity::isAlive);
            String address = addresses.of(component);
            if (process.isEmpty()) {
                parts.add(new Part(component.word(), null, address, NO_PROCESS));
                continue;
            }
            Optional<String> whyNot = switch (component) {
                case KAFKA -> kafka.whyNot();
                case NEO4J -> neo4j(addresses);
                case PROCESSOR -> new StatusPage(addresses.processorStatus()).whyNot();
                case SINK -> new StatusPage(addresses.sinkStatus()).whyNot();
            };
            parts.add(new Part(component.word(), process.get().pid(), address, whyNot.orElse(null)));
        }
        return new StackStatus(parts, addresses.registryUrl(), parts.get(0).ready() ? kafka.lag() : Map.of());
    }

    public boolean ready() {
        return !parts.isEmpty() && parts.stream().allMatch(Part::ready);
    }

    /** As JSON says it. */
    public Map<String, @Nullable Object> toMap() {
        List<Map<String, @Nullable Object>> components = new ArrayList<>();
        for (Part part : parts) {
            Map<String, @Nullable Object> component = new LinkedHashMap<>();
            component.put("component", part.component());
            component.put("ready", part.ready());
            component.put("why", part.whyNot());
            component.put("pid", part.pid());
            component.put("address", part.address());
            components.add(component);
        }
        Map<String, @Nullable Object> status = new LinkedHashMap<>();
        status.put("ready", ready());
        status.put("components", components);
        status.put("registry", registry);
        status.put("lag", lag);
        return status;
    }

    private static Optional<String> neo4j(Addresses addresses) {
        try (Graph graph = Graph.open(addresses.neo4j(), addresses.neo4jUser(), addresses.neo4jPassword())) {
            return graph.whyNot();
        }
    }
}
