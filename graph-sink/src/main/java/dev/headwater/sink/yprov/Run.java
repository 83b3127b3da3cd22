package dev.headwater.sink.yprov;

import dev.headwater.prov.Kind;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The run that a document is about.
 *
 * @param id bare id
 * @param root the activity that is the run
 */
record Run(String id, YProvDocument document, Element root) {

    private static final Pattern NUMBERED = Pattern.compile("(.+)_GR\\d+(_\\d+)?");
    private static final int SUFFIX = 8;

    /** Its usual contexts, as they are called in our profile. */
    private static final Map<String, String> CONTEXTS =
            Map.of("TRAINING", "train", "VALIDATION", "validation", "TESTING", "test", "EVALUATION", "test");

    static Run of(YProvDocument document, String documentName, boolean isRunId) throws IOException {
        Element root = activities(document, activity -> activity.has("experiment_name"))
                .or(() -> activities(document, activity -> activity.is("LearningExecution")))
                .orElseThrow(() -> new IOException(
                        "is of yProv4ML, but no activity in it has an experiment_name or is a LearningExecution;"
                                + " --plain imports it as it is"));
        String unique =
                !root.text("PID").isEmpty() ? root.text("PID") : documentName.substring(documentName.indexOf('-') + 1);
        String id = isRunId ? documentName : name(root) + "-" + unique.substring(0, Math.min(SUFFIX, unique.length()));
        return new Run(id, document, root);
    }

    private static Optional<Element> activities(YProvDocument document, Predicate<Element> which) {
        return document.elements().stream()
                .filter(element -> element.kind() == Kind.ACTIVITY)
                .filter(which)
                .findFirst();
    }

    /** What the run is called, which is not unique. */
    String name() {
        return name(root);
    }

    private static String name(Element root) {
        return root.has("experiment_name")
                ? Repairs.plain(root.text("experiment_name"))
                : root.name().replaceFirst("_execution$", "");
    }

    /** The experiment without the rank and number that yProv4ML makes part of its name. */
    String experiment() {
        Matcher numbered = NUMBERED.matcher(name());
        return numbered.matches() ? numbered.group(1) : name();
    }

    Stream<Element> entities() {
        return document.elements().stream().filter(element -> element.kind() == Kind.ENTITY);
    }

    /** Whether the run, or a context of it, used the entity. Where no relation says, its role does. */
    boolean uses(Element entity) {
        return !document.users(entity).isEmpty()
                || document.makers(entity).isEmpty() && entity.text("role").equals("input");
    }

    /** Whether the run, or a context of it, made the entity. */
    boolean makes(Element entity) {
        return !document.makers(entity).isEmpty() || !uses(entity);
    }

    /** The context that an entity belongs to, by the activity that made or used it; empty for the run itself. */
    String contextOf(Element entity) {
        if (entity.has("context")) {
            return context(Repairs.plain(entity.text("context")));
        }
        return Stream.of(document.makers(entity), document.users(entity))
                .flatMap(Set::stream)
                .map(this::context)
                .findFirst()
                .orElse("");
    }

    /** The contexts of some activities; the run itself has none. */
    List<String> contexts(Set<String> activities) {
        return activities.stream()
                .map(this::context)
                .filter(context -> !context.isEmpty())
                .distinct()
                .toList();
    }

    /** The bare name of a context, by its activity's: it may be a member of an enumeration, behind the source of its data. */
    String context(String activity) {
        String name = activity.substring(activity.lastIndexOf("//") < 0 ? 0 : activity.lastIndexOf("//") + 2);
        name = name.startsWith("Context.") ? name.substring("Context.".length()) : name;
        return name.equals(root.name()) || name.equals(name()) ? "" : CONTEXTS.getOrDefault(name, name);
    }
}
