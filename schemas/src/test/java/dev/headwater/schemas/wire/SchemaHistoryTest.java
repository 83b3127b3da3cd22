package dev.headwater.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.schemas.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
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
    void everyVersionReadsAllBeforeAndIsReadByThemButForNewPayloads(Topic topic) throws SchemaValidationException {
        SchemaValidator mutual =
                new SchemaValidatorBuilder().mutualReadStrategy().validateAll();
        SchemaValidator reading = new SchemaValidatorBuilder().canReadStrategy().validateAll();
        List<Schema> before = new ArrayList<>();
        for (BundledSchemas.Version version : history.versions()) {
            if (version.subject().equals(topic.subject())) {
                for (Schema earlier : before) {
                    reading.validate(version.schema(), List.of(earlier));
                    mutual.validate(withPayloadsOf(earlier, version.schema()), List.of(earlier));
                }
                before.add(0, version.schema());
            }
        }
        assertThat(before).isNotEmpty();
    }

    /** A later schema with only those branches of its payload that the earlier one knows. */
    private static Schema withPayloadsOf(Schema earlier, Schema later) {
        Schema.Field payload = later.getField("payload");
        if (payload == null) {
            return later;
        }
        Set<String> known = earlier.getField("payload").schema().getTypes().stream()
                .map(Schema::getFullName)
                .collect(Collectors.toSet());
        Schema fewer = Schema.createUnion(payload.schema().getTypes().stream()
                .filter(branch -> known.contains(branch.getFullName()))
                .toList());
        List<Schema.Field> fields = later.getFields().stream()
                .map(field -> field == payload
                        ? new Schema.Field(field.name(), fewer, field.doc())
                        : new Schema.Field(field, field.schema()))
                .toList();
        return Schema.createRecord(later.getName(), later.getDoc(), later.getNamespace(), false, fields);
    }
}
