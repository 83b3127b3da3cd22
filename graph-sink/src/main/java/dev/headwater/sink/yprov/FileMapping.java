package dev.headwater.sink.yprov;

import dev.headwater.prov.Formal;
import dev.headwater.prov.Identifiers;
import dev.headwater.prov.Kind;
import dev.headwater.prov.Profile;
import dev.headwater.prov.Statement;
import dev.headwater.prov.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Datasets, models and other files. Their paths are no names: a file that is there is known by its content, any other only within
 * its run. A role is of the relation, not of the file; the time a file was logged is not the time it was made.
 */
final class FileMapping {

    private static final String STATISTIC = "_stat_";

    /** A run has a few models and datasets; a document that has hundreds of both is no reason to say all their pairs. */
    private static final int MOST_DERIVATIONS = 1_000;

    /** Attributes that are mapped, or say nothing. */
    private static final Set<String> KNOWN = Set.of(
            "label",
            "identifier",
            "path",
            "artifact_path",
            "artifact_uri",
            "generatedAtTime",
            "fullLabel",
            "file_size",
            "role",
            "creation_epoch",
            "value");

    private static final Set<String> USES = Set.of("train", "validation", "test");

    private final Run run;
    private final Surroundings files;
    private final YProvRun.Listener listener;
    private final Map<String, String> idByName = new HashMap<>();
    private final List<String> absent = new ArrayList<>();
    private final List<String> datasets = new ArrayList<>();
    private final List<String> models = new ArrayList<>();

    FileMapping(Run run, Surroundings files, YProvRun.Listener listener) {
        this.run = run;
        this.files = files;
        this.listener = listener;
    }

    void say() throws IOException {
        for (Element file : run.entities().filter(FileMapping::isFile).toList()) {
            say(file);
        }
        if (!absent.isEmpty()) {
            listener.note("not beside the document, so known by path only: " + String.join(", ", absent));
        }
        for (YProvDocument.Relation relation : run.document().relations()) {
            String from = idByName.get(relation.source());
            String to = idByName.get(relation.target());
            if (relation.kind() == Kind.WAS_DERIVED_FROM && from != null && to != null && !from.equals(to)) {
                derived(from, to, null);
            }
        }
        if ((long) models.size() * datasets.size() > MOST_DERIVATIONS) {
            listener.note(models.size() + " models and " + datasets.size()
                    + " datasets: which of them is made of which is not guessed");
            return;
        }
        for (String model : models) {
            for (String dataset : datasets) {
                if (!model.equals(dataset)) {
                    derived(model, dataset, Identifiers.run(run.id()));
                }
            }
        }
    }

    static boolean isFile(Element entity) {
        return !MetricMapping.isMetric(entity)
                && !RunMapping.isParameter(entity)
                && (isDataset(entity)
                        || isModel(entity)
                        || entity.has("identifier")
                        || entity.has("path")
                        || entity.has("artifact_path"));
    }

    private static boolean isModel(Element entity) {
        return entity.is("Model", "ModelVersion");
    }

    private static boolean isDataset(Element entity) {
        return entity.is("Dataset")
                || entity.texts().keySet().stream().anyMatch(attribute -> attribute.contains(STATISTIC));
    }

    private void say(Element file) throws IOException {
        String path = Files.pathOf(file);
        String label = file.text("label").isEmpty() ? file.name().replaceFirst("//.*", "") : file.text("label");
        boolean dataset = isDataset(file);
        boolean model = isModel(file);
        boolean used = run.uses(file);
        Optional<Surroundings.Content> content = path.isEmpty() ? Optional.empty() : files.content(path);
        String id = content.map(found -> Identifiers.content(found.sha256()))
                .orElseGet(() -> Identifiers.reference(run.id() + "/" + (path.isEmpty() ? label : path)));
        if (content.isEmpty() && !path.isEmpty()) {
            absent.add(path);
        }
        idByName.put(file.name(), id);
        // What was only read is not made of what the run read besides.
        if (dataset && used) {
            datasets.add(id);
        } else if (model && !used) {
            models.add(id);
        }
        Statement.Builder entity = Statement.entity(id)
                .run(run.id())
                .type(dataset ? Profile.DATASET : Profile.ARTIFACT)
                .with("mlp:sha256", content.map(Surroundings.Content::sha256).orElse(null))
                .with("mlp:uri", content.isPresent() || path.isEmpty() ? null : path)
                .with("mlp:bytes", content.map(Surroundings.Content::bytes).orElseGet(() -> number(file, "file_size")))
                .with("mlp:rows", dataset ? rows(file) : null);
        if (dataset) {
            entity.type(Profile.MLS_DATASET);
        } else if (model) {
            entity.type(Profile.MODEL, Profile.MLS_MODEL);
        }
        listener.said(entity.build());
        listener.said(relation(file, id, used, dataset ? role(file) : model ? "model" : "artifact")
                .with("mlp:name", label)
                .with("mlp:uri", path.isEmpty() ? null : path)
                .with("mlp:step", number(file, "creation_epoch"))
                .build());
        if (dataset) {
            String series = Identifiers.dataset(label);
            listener.said(Statement.entity(series)
                    .run(run.id())
                    .type(Profile.DATASET_SERIES)
                    .with(Profile.PROV_LABEL, label)
                    .build());
            listener.said(Statement.relation(Kind.SPECIALIZATION_OF, id, series)
                    .run(run.id())
                    .build());
        }
    }

    /** What a dataset was used for, by its context. */
    private String role(Element dataset) {
        String context = run.contextOf(dataset);
        return USES.contains(context) ? context : "dataset";
    }

    /** What else is said of the file is said of its part in this run, for other runs may say the same content differently. */
    private Statement.Builder relation(Element file, String id, boolean used, String role) {
        String ofRun = Identifiers.run(run.id());
        Statement.Builder relation =
                used ? Statement.relation(Kind.USED, ofRun, id) : Statement.relation(Kind.WAS_GENERATED_BY, id, ofRun);
        String context = run.contextOf(file);
        relation.run(run.id()).role("mlp:" + role).with("mlp:context", context.isEmpty() ? null : context);
        file.texts().forEach((attribute, texts) -> {
            if (!KNOWN.contains(attribute)) {
                texts.forEach(text -> relation.with("fact:yprov." + attribute, Repairs.value(text)));
            }
        });
        return relation;
    }

    /**
     * With a loader of batches, what is called total_batches is the number of samples, and total_samples that times the size of a
     * batch.
     */
    private static @Nullable Long rows(Element dataset) {
        Long rows = null;
        for (String attribute : dataset.texts().keySet()) {
            if (attribute.endsWith(STATISTIC + "total_batches")) {
                return number(dataset, attribute);
            } else if (attribute.endsWith(STATISTIC + "total_samples")) {
                rows = number(dataset, attribute);
            }
        }
        return rows;
    }

    private static @Nullable Long number(Element element, String attribute) {
        return Repairs.value(element.text(attribute)) instanceof Value.Int number ? number.number() : null;
    }

    private void derived(String from, String to, @Nullable String by) throws IOException {
        listener.said(Statement.relation(Kind.WAS_DERIVED_FROM, from, to)
                .formal(Formal.ACTIVITY, by)
                .run(run.id())
                .build());
    }
}
