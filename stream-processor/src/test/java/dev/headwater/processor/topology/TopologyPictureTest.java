package dev.headwater.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.processor.detect.rules.Rulebook;
import dev.headwater.schemas.wire.BundledSchemas;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The topology as a reviewed picture: a change of it is a change of state and topics on a running cluster. */
class TopologyPictureTest {

    private static final Pattern LIST = Pattern.compile("[a-z.-]+(, [a-z.-]+)+");

    @Test
    void theTopologyLooksLikeItsPicture() throws IOException {
        String drawn = ProcessorTopology.of(
                        BundledSchemas.load(), Settings.DEFAULT, Rulebook.standard()::forExperiment, "test")
                .describe()
                .toString();
        try (InputStream picture =
                Objects.requireNonNull(TopologyPictureTest.class.getResourceAsStream("/topology.txt"))) {
            String reviewed = new String(picture.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(sorted(drawn)).isEqualTo(reviewed.strip());
        }
    }

    /** Kafka Streams lists stages and stores in no fixed order. */
    private static String sorted(String drawn) {
        return drawn.strip()
                .lines()
                .map(String::stripTrailing)
                .map(line -> LIST.matcher(line)
                        .replaceAll(found -> Arrays.stream(found.group().split(", "))
                                .sorted()
                                .collect(Collectors.joining(", "))))
                .collect(Collectors.joining("\n"));
    }
}
