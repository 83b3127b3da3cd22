package dev.headwater.processor.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.event.HardwareBatch;
import dev.headwater.event.MetricBatch;
import dev.headwater.processor.state.BootState;
import dev.headwater.processor.state.ChunkPart;
import dev.headwater.processor.state.EarlyBatch;
import dev.headwater.processor.state.Meeting;
import dev.headwater.processor.state.Phase;
import dev.headwater.processor.state.Portrait;
import dev.headwater.processor.state.Pulse;
import dev.headwater.processor.state.QuantilesState;
import dev.headwater.processor.state.Quota;
import dev.headwater.processor.state.RunState;
import dev.headwater.processor.state.RunWatchState;
import dev.headwater.processor.state.SeriesState;
import dev.headwater.processor.state.ShapeState;
import dev.headwater.processor.state.Siblings;
import dev.headwater.processor.state.Touch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StateHistoryTest {

    static Schema[] stored() {
        return new Schema[] {
            RunState.getClassSchema(),
            RunWatchState.getClassSchema(),
            Portrait.getClassSchema(),
            Siblings.getClassSchema(),
            BootState.getClassSchema(),
            Pulse.getClassSchema(),
            Quota.getClassSchema(),
            SeriesState.getClassSchema(),
            ShapeState.getClassSchema(),
            Meeting.getClassSchema(),
            Touch.getClassSchema(),
            ChunkPart.getClassSchema(),
            QuantilesState.getClassSchema(),
            EarlyBatch.getClassSchema(),
            MetricBatch.getClassSchema(),
            HardwareBatch.getClassSchema()
        };
    }

    @ParameterizedTest
    @MethodSource("stored")
    void whatIsCompiledIsTheNewestFrozenVersion(Schema compiled) throws IOException {
        StateHistory history = StateHistory.of(compiled);
        Path proposals = Files.createDirectories(Path.of("target", "state-history"));
        Files.writeString(proposals.resolve(compiled.getName() + ".avsc"), compiled.toString(true) + "\n");

        assertThat(history.schema(history.latest()))
                .as(
                        "state schema %s; a changed one is frozen as a new version: copy it from target/state-history to "
                                + "src/main/resources/dev/headwater/processor/state",
                        compiled.getName())
                .isEqualTo(compiled);
    }

    @ParameterizedTest
    @MethodSource("stored")
    void everyFrozenVersionCanBeRead(Schema compiled) {
        StateHistory history = StateHistory.of(compiled);
        for (int version = 1; version <= history.latest(); version++) {
            assertThat(SchemaCompatibility.checkReaderWriterCompatibility(compiled, history.schema(version))
                            .getType())
                    .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
        }
    }

    @Test
    void bytesOfTheFirstVersionStayReadable() {
        StateSerde<Pulse> serde = new StateSerde<>(Pulse.getClassSchema());
        byte[] stored = HexFormat.of().parseHex("01d00fc0a907020100");

        assertThat(serde.deserialize("pulses", stored))
                .isEqualTo(new Pulse(1000L, 60_000L, Phase.ENDED, true, false, 0L, 0));
    }
}
