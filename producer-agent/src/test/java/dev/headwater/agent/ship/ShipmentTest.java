package dev.headwater.agent.ship;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.agent.journal.Budgets;
import dev.headwater.agent.journal.Identity;
import dev.headwater.agent.journal.RunJournal;
import dev.headwater.event.ParamsLogged;
import dev.headwater.event.RunEvent;
import dev.headwater.schemas.Topic;
import dev.headwater.schemas.wire.BundledSchemas;
import dev.headwater.schemas.wire.RecordDeserializer;
import dev.headwater.schemas.wire.RecordSerializer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShipmentTest {

    private static final Instant BEGIN = Instant.parse("2026-01-31T12:00:00Z");

    @TempDir
    Path root = Path.of("");

    private final BundledSchemas bundled = BundledSchemas.load();
    private final Wire wire = new Wire(bundled, bundled);

    /** What was sent, with the receipts that a test gives when it likes. */
    private final class Held implements Outlet {
        private final List<byte[]> messages = new ArrayList<>();
        private final List<Receipt> receipts = new ArrayList<>();
        private Runnable onFirst = () -> {};

        @Override
        public void send(Topic topic, String runId, byte[] value, Receipt receipt) {
            Runnable before = onFirst;
            onFirst = () -> {};
            before.run();
            messages.add(value);
            receipts.add(receipt);
        }

        @Override
        public String address() {
            return "nowhere";
        }

        @Override
        public void close() {}
    }

    @Test
    void aLateReceiptOfAnEarlierTryDoesNotCountAgainstTheNext() {
        RunJournal journal = RunJournal.begin(root, new Identity("r", 0, "boot"), Budgets.of(64 << 20), () -> false)
                .orElseThrow();
        journal.appendEvent(event("small", "s"));
        journal.appendEvent(event("first", "x".repeat(1_000)));
        journal.appendEvent(event("second", "y".repeat(1_000)));
        Shipment shipment = new Shipment(journal, new Shipment.Listener() {
            @Override
            public void shipped() {}

            @Override
            public void givenUp(Throwable why) {}
        });
        Held outlet = new Held();
        shipment.send(outlet, wire, 0, true);
        Outlet.Receipt ofFirst = outlet.receipts.get(1);
        outlet.receipts.get(2).settled(new RecordTooLargeException());
        assertThat(shipment.makeSmaller()).isTrue();
        outlet.messages.clear();
        outlet.receipts.clear();
        // The next try has its messages made, that one as it was, when the receipt of the try before arrives.
        outlet.onFirst = () -> ofFirst.settled(new RecordTooLargeException());
        shipment.send(outlet, wire, 0, true);
        assertThat(texts(outlet)).containsExactly("s", "x".repeat(1_000), "y".repeat(199) + "…");
        outlet.receipts.get(0).settled(null);
        outlet.receipts.get(1).settled(new RecordTooLargeException());
        outlet.receipts.get(2).settled(null);
        assertThat(shipment.makeSmaller()).isTrue();
        outlet.messages.clear();

        shipment.send(outlet, wire, 0, true);

        assertThat(texts(outlet)).containsExactly("s", "x".repeat(199) + "…", "y".repeat(199) + "…");
    }

    private byte[] event(String name, String text) {
        return Objects.requireNonNull(new RecordSerializer<RunEvent>(bundled)
                .serialize(
                        Topic.RUN_EVENTS.topicName(),
                        new RunEvent("r", 0, "boot", 0L, BEGIN, new ParamsLogged(Map.of(name, text)))));
    }

    private List<String> texts(Held outlet) {
        RecordDeserializer<RunEvent> events = new RecordDeserializer<>(bundled, RunEvent.getClassSchema());
        return outlet.messages.stream()
                .map(message -> Objects.requireNonNull(events.deserialize(Topic.RUN_EVENTS.topicName(), message)))
                .map(event -> ((ParamsLogged) event.getPayload())
                        .getParams()
                        .values()
                        .iterator()
                        .next()
                        .toString())
                .toList();
    }
}
