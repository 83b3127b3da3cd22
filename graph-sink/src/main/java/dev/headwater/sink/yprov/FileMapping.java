package dev.headwater.sink.yprov;

import dev.headwater.prov.Formal;
import dev.headwater.prov.Identifiers;
import dev.headwater.prov.Kind;
import dev.headwater.prov.Profile;
import dev.headwater.prov.Statement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Datasets, models and other files. Their paths are no names: a file that is there is known by its content, any other only within
 * its run. A role is of the relation, not of the file; the time a file was logged is not the time it was made.
 */
final class FileMapping {

    private static final String STATISTIC = "_stat_";

    /** A run has a few models and sources; a document that has hundreds of both is no reason to say all their pairs. */
    private static final int MOST_DERIVATIONS = 1_000;

    private static final int NAMED = 10;

    private static final String[] MODELS = {"Model", "ModelVersion"};

    private final Run run;
    private final Surroundings files;
    private final YProvRun.Listener listener;
    private final Map<String, String> idByName = new HashMap<>();
    private final List<String> absent = new ArrayList<>();
    private final Set<String> sources = new LinkedHashSet<>();
    private final Set<String> models = new LinkedHashSet<>();

    FileMapping(Run run, Surroundings files, YProvRun.Listener listener) {
        this.run = run;
        this.files = files;
        this.listener = listener;
    }

    void say() throws IOException {
        List<Element> all = run.entities().filter(FileMapping::isFile).toList();
        Set<Element> copied = new HashSet<>();
        all.forEach(file -> run.document().original(file).ifPresent(copied::add));
        for (Element file : all) {
            if (!copied.contains(file)) {
                say(file);
            }
        }
        if (!absent.isEmpty()) {
            listener.note("not beside the document, so known by path only: "
                    + String.join(", ", absent.subList(0, Math.min(NAMED, absent.size())))
                    + (absent.size() <= NAMED ? "" : " and " + (absent.size() - NAMED) + " more"));
        }
        for (YProvDocument.Relation relation : run.document().relations()) {
            String from = idByName.get(relation.source());
            String to = idByName.get(relation.target());
            if (relation.kind() == Kind.WAS_DERIVED_FROM && from != null && to != null && !from.equals(to)) {
                derived(from, to, null);
            }
        }
        if ((long) models.size() * sources.size() > MOST_DERIVATIONS) {
            listener.note(models.size() + " models made of " + sources.size()
                    + " datasets and models: which of them is made of which is not said");
            return;
        }
        for (String model : models) {
            for (String source : sources) {
                if (!model.equals(source)) {
                    derived(model, source, Identifiers.run(run.id()));
                }
            }
        }
    }

    private static boolean isFile(Element entity) {
        return !MetricMapping.isMetric(entity)
                && !RunMapping.isParameter(entity)
                && (isDataset(entity)
                        || entity.is(MODELS)
                        || entity.has("identifier")
                        || entity.has("path")
                        || entity.has("artifact_path"));
    }

    /** By its type, or, where documents have none, by the context for models. */
    private boolean isModel(Element entity) {
        return entity.is(MODELS)
                || Stream.of(run.document().makers(entity), run.document().users(entity))
                        .flatMap(Set::stream)
                        .anyMatch(activity -> run.context(activity).equalsIgnoreCase("models"));
    }

    private static boolean isDataset(Element entity) {
        return entity.is("Dataset")
                || entity.texts().keySet().stream().anyMatch(attribute -> attribute.contains(STATISTIC));
    }

    /** A copy beside the document stands for its original too, of which it was made in the run. */
    private void say(Element file) throws IOException {
        Element logged = run.document().original(file).orElse(file);
        String path = Files.pathOf(logged);
        String label = file.text("label").isEmpty() ? nameOf(file) : file.text("label");
        boolean dataset = isDataset(file);
        boolean model = isModel(file);
        Optional<Surroundings.Content> content = content(Files.pathOf(file)).or(() -> content(path));
        String id = content.map(found -> Identifiers.content(found.sha256()))
                .orElseGet(() -> Identifiers.reference(run.id() + "/" + (path.isEmpty() ? label : path)));
        if (content.isEmpty() && !path.isEmpty()) {
            absent.add(path);
        }
        idByName.put(file.name(), id);
        idByName.put(logged.name(), id);
        // What was only read is not made of what the run read besides.
        boolean made = model && run.makes(logged);
        if (made) {
            models.add(id);
        } else if ((dataset || model) && run.uses(logged)) {
            sources.add(id);
        }
        Statement.Builder entity = Statement.entity(id)
                .run(run.id())
                .type(dataset ? Profile.DATASET : Profile.ARTIFACT)
                .with("mlp:sha256", content.map(Surroundings.Content::sha256).orElse(null))
                .with("mlp:uri", content.isPresent() || path.isEmpty() ? null : path)
                .with(
                        "mlp:bytes",
                        content.map(Surroundings.Content::bytes)
                                .orElseGet(() -> Repairs.integer(file.text("file_size"))))
                .with("mlp:rows", dataset ? rows(file) : null);
        if (dataset) {
            entity.type(Profile.MLS_DATASET);
        } else if (model) {
            entity.type(Profile.MODEL, Profile.MLS_MODEL);
        }
        listener.said(entity.build());
        new FileInRun(run, file, logged, label).say(id, dataset ? "dataset" : model ? "model" : "artifact", listener);
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

    /** The id of a file may be its label and a context, or its path. */
    private static String nameOf(Element file) {
        String name = file.name().replaceFirst("//.*", "");
        return name.substring(name.lastIndexOf('/') + 1);
    }

    private Optional<Surroundings.Content> content(String path) {
        try {
            return path.isEmpty() ? Optional.empty() : files.content(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * With a loader of batches, what is called total_batches is the number of samples, and total_samples that times the size of a
     * batch; without total_batches it is, like total_steps, the number of batches, and nothing tells the samples.
     */
    private static @Nullable Long rows(Element dataset) {
        Map<String, Long> statistics = new HashMap<>();
        for (String attribute : dataset.texts().keySet()) {
            Long number = attribute.contains(STATISTIC) ? Repairs.integer(dataset.text(attribute)) : null;
            if (number != null) {
                statistics.put(attribute.substring(attribute.lastIndexOf(STATISTIC) + STATISTIC.length()), number);
            }
        }
        Long samples = statistics.get("total_samples");
        if (statistics.containsKey("total_batches")) {
            return statistics.get("total_batches");
        }
        boolean batches =
                statistics.getOrDefault("batch_size", 1L) > 1 && Objects.equals(samples, statistics.get("total_steps"));
        return batches ? null : samples;
    }

    private void derived(String from, String to, @Nullable String by) throws IOException {
        listener.said(Statement.relation(Kind.WAS_DERIVED_FROM, from, to)
                .formal(Formal.ACTIVITY, by)
                .run(run.id())
                .build());
    }
}
