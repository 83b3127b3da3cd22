package dev.headwater.judges.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openprovenance.prov.core.json.serialization.ProvDeserialiser;
import org.openprovenance.prov.model.Document;
import org.openprovenance.prov.validation.Config;
import org.openprovenance.prov.validation.Validate;
import org.openprovenance.prov.validation.report.ValidationReport;
import org.openprovenance.prov.vanilla.ProvFactory;

/** Validates documents and prints what is wrong with them. Exit status 1 when anything is. */
public final class Validity {

    private static final String PREFIX = "prefix";
    private static final ObjectMapper JSON = new ObjectMapper();

    private Validity() {}

    /** @param arguments of each document the file to read, and how many statements it has */
    public static void main(String[] arguments) throws IOException {
        boolean valid = true;
        for (int i = 0; i < arguments.length; i += 2) {
            for (String fault : faults(arguments[i], Integer.parseInt(arguments[i + 1]))) {
                System.out.println(arguments[i] + ": " + fault);
                valid = false;
            }
        }
        System.exit(valid ? 0 : 1);
    }

    private static List<String> faults(String file, int expected) throws IOException {
        Config config = Config.newYesToAllConfig(new ProvFactory(), new Variables());
        int statements = 0;
        List<String> faults = new ArrayList<>();
        for (ObjectNode container : containers((ObjectNode) JSON.readTree(new File(file)))) {
            Document document = read(container);
            statements += document.getStatementOrBundle().size();
            faults.addAll(faults(new Validate(config).validate(document)));
        }
        return statements == expected
                ? faults
                : List.of("the validator's reader sees " + statements + " of " + expected + " statements");
    }

    /** The document without its bundles, and each bundle: validity is one of containers, and the reader takes none. */
    private static List<ObjectNode> containers(ObjectNode document) {
        List<ObjectNode> containers = new ArrayList<>();
        containers.add(document);
        JsonNode bundles = document.remove("bundle");
        if (bundles != null) {
            for (JsonNode bundle : bundles) {
                ObjectNode prefixes = document.path(PREFIX).isObject()
                        ? ((ObjectNode) document.get(PREFIX)).deepCopy()
                        : JSON.createObjectNode();
                if (bundle.path(PREFIX).isObject()) {
                    prefixes.setAll((ObjectNode) bundle.get(PREFIX));
                }
                ObjectNode container = JSON.createObjectNode();
                container.set(PREFIX, prefixes);
                bundle.fields().forEachRemaining(field -> {
                    if (!field.getKey().equals(PREFIX)) {
                        container.set(field.getKey(), field.getValue());
                    }
                });
                containers.add(container);
            }
        }
        return containers;
    }

    /** ProvToolbox's reader of JSON takes members only as an array, which the format's schema forbids. */
    private static Document read(ObjectNode tree) throws IOException {
        for (JsonNode membership : tree.path("hadMember")) {
            JsonNode member = membership.get("prov:entity");
            ((ObjectNode) membership).set("prov:entity", JSON.createArrayNode().add(member));
        }
        return new ProvDeserialiser().deserialiseDocument(new ByteArrayInputStream(JSON.writeValueAsBytes(tree)));
    }

    private static List<String> faults(ValidationReport report) {
        List<String> faults = new ArrayList<>();
        add(faults, "events that come before themselves", report.getCycle());
        add(faults, "statements that contradict each other", report.getFailedMerge());
        add(faults, "names that should be the same and are not", report.getQualifiedNameMismatch());
        add(faults, "elements of types that exclude each other", report.getTypeOverlap());
        add(faults, "specialisations of themselves", one(report.getSpecializationReport()));
        add(faults, "types", one(report.getTypeReport()));
        add(faults, "malformed statements", one(report.getMalformedStatements()));
        return faults;
    }

    private static List<Object> one(@Nullable Object part) {
        return part == null ? List.of() : List.of(part);
    }

    private static void add(List<String> faults, String what, Collection<?> found) {
        if (!found.isEmpty()) {
            faults.add(what + ": " + found);
        }
    }
}
