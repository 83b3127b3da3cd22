package dev.headwater.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.schemas.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaValidationException;
import org.apache.avro.SchemaValidator;
import org.apache.avro.SchemaValidatorBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SchemaHistoryTest {

    private final BundledSchemas history = BundledSchemas.load();

    @ParameterizedTest
    @EnumSource(
            value = Topic.class,
            names = {"DEAD_LETTERS"},
            mode = EnumSource.Mode.EXCLUDE)
    void theSchemaInUseIsTheLatestFrozenOne(Topic topic) throws IOException {
        Schema inUse = BundledSchemas.published(topic.schema().orElseThrow());
        Schema frozen = history.latest(topic.subject())
                .map(BundledSchemas.Version::schema)
                .orElse(Schema.create(Schema.Type.NULL));
        if (!inUse.equals(frozen)) {
            Path proposal = Path.of("target", "schema-history", topic.topicName() + ".avsc");
            Files.createDirectories(proposal.getParent());
            Files.writeString(proposal, inUse.toString(true) + "\n");
        }
        assertThat(inUse)
                .as(
                        "schema of %s; a changed schema is frozen as a new version: copy it from target/schema-history to"
                                + " src/main/resources/dev/headwater/schemas/history and add it to index.json",
                        topic.topicName())
                .isEqualTo(frozen);
    }

    @Test
    void idsAreDenseAndInOrder() {
        assertThat(history.versions())
                .extracting(BundledSchemas.Version::id)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, history.versions().size())
                                .boxed()
                                .toList());
    }

    @ParameterizedTest
    @EnumSource(
            value = Topic.class,
            names = {"DEAD_LETTERS"},
            mode = EnumSource.Mode.EXCLUDE)
    void everyVersionReadsAndIsReadByAllBefore(Topic topic) throws SchemaValidationException {
        SchemaValidator mutual =
                new SchemaValidatorBuilder().mutualReadStrategy().validateAll();
        List<Schema> before = new ArrayList<>();
        for (BundledSchemas.Version version : history.versions()) {
            if (version.subject().equals(topic.subject())) {
                mutual.validate(version.schema(), before);
                before.add(0, version.schema());
            }
        }
        assertThat(before).isNotEmpty();
    }
}
