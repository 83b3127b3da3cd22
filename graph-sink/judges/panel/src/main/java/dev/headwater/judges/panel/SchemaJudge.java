package dev.headwater.judges.panel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The JSON schema of the W3C submission, in memory mended in two places: it misspells {@code wasEndedBy}, and it forgets
 * {@code mentionOf} at the top.
 */
final class SchemaJudge implements Judge {

    private static final String NAME = "W3C schema";
    private static final String FILE = "prov-corpus/python-prov/schemas/prov-json.schema.json";

    private final @Nullable Path schema;

    /** @param data folder of test data, or null */
    SchemaJudge(@Nullable Path data) {
        this.schema = data == null ? null : data.resolve(FILE);
    }

    @Override
    public Verdict judge(Path document) throws IOException {
        if (schema == null || !Files.isRegularFile(schema)) {
            return Verdict.skipped(
                    NAME, "HEADWATER_DATA names no folder with " + FILE + (schema == null ? "" : ": " + schema));
        }
        String mended = Files.readString(schema, StandardCharsets.UTF_8).replace("wasEndedby", "wasEndedBy");
        ObjectMapper json = new ObjectMapper();
        JsonNode tree = json.readTree(mended);
        Set<ValidationMessage> objections = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4)
                .getSchema(tree)
                .validate(
                        json.readTree(document.toFile()),
                        context -> context.getExecutionConfig().setFormatAssertionsEnabled(true));
        return objections.isEmpty()
                ? Verdict.accepted(NAME, "valid")
                : Verdict.refused(
                        NAME,
                        objections.size() + " objections: "
                                + objections.stream()
                                        .limit(10)
                                        .map(ValidationMessage::getMessage)
                                        .collect(Collectors.joining("; ")));
    }
}
