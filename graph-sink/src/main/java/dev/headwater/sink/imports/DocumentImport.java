package dev.headwater.sink.imports;

import dev.headwater.prov.Formal;
import dev.headwater.prov.Kind;
import dev.headwater.prov.Profile;
import dev.headwater.prov.Statement;
import dev.headwater.sink.prov.ProvJsonReader;
import dev.headwater.sink.prov.StatementHandler;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a document and says its statements for the lineage: with absolute names, ids that mean the same whenever it is
 * read, and a speaker.
 *
 * <p>Who says them: of a document in our own profile the run, be it a bundle or the whole document; of any other the
 * document, and its bundles each for itself, for what two of them say of a thing adds up. So a document that is read again
 * replaces what it said, and nothing else.
 */
public final class DocumentImport implements StatementHandler {

    /** What receives the statements. */
    public interface Listener {
        /** @param statement complete, with a run */
        void said(Statement statement) throws IOException;

        /** @param run of our own profile, that the document says again what it said; before the first statement of it */
        default void speaksFor(String run) throws IOException {}

        /** @param statement that is left out */
        default void incomplete(Incomplete statement) throws IOException {}
    }

    private final AbsoluteNames names;
    private final AbsoluteStatements absolute;
    private final Survey survey;
    private final Listener listener;
    private final String document;
    private final boolean keepsRuns;
    /** Bundles that an entity outside of them says. */
    private final Set<String> described = new HashSet<>();

    private @Nullable String bundle;
    private String speaker = "";
    private @Nullable Statement read;
    private @Nullable Statement waiting;

    private DocumentImport(AbsoluteNames names, Survey survey, Listener listener, String document, boolean keepsRuns) {
        this.names = names;
        this.absolute = new AbsoluteStatements(names);
        this.survey = survey;
        this.listener = listener;
        this.document = document;
        this.keepsRuns = keepsRuns;
    }

    /**
     * Reads a document, more than once.
     *
     * @param document name of the document, the speaker of what no run says
     * @param keepsRuns whether runs of our own profile go on to say what they said
     * @throws dev.headwater.sink.prov.ProvJsonException when it is no PROV-JSON, or beyond what is read; what came before
     *     was said
     * @throws IOException when it cannot be read, or by the listener
     */
    public static void read(ProvJsonReader.Input input, String document, boolean keepsRuns, Listener listener)
            throws IOException {
        AbsoluteNames names = new AbsoluteNames(document);
        Survey survey = new Survey(names);
        ProvJsonReader.read(input, survey);
        DocumentImport reading = new DocumentImport(names, survey, listener, document, keepsRuns);
        ProvJsonReader.read(input, reading);
        reading.flush();
        reading.sayWhatBundlesAre();
    }

    @Override
    public void document(Map<String, String> prefixes) throws IOException {
        names.declare(prefixes);
        String run = keepsRuns ? survey.onlyRun() : null;
        speaker = run == null ? document : run;
        if (run != null) {
            listener.speaksFor(run);
        }
    }

    @Override
    public void bundle(String id, Map<String, String> prefixes) throws IOException {
        flush();
        names.declare(prefixes);
        bundle = names.of(id);
        String run = runOf(bundle);
        speaker = run == null ? document + "/" + bundle : run;
        if (run != null) {
            listener.speaksFor(run);
        }
    }

    @Override
    public void endOfBundle() throws IOException {
        flush();
        bundle = null;
        speaker = document;
    }

    @Override
    public void statement(Statement statement) throws IOException {
        if (!statement.missing().isEmpty()) {
            listener.incomplete(Incomplete.of(statement));
            return;
        }
        Statement said = absolute.of(statement, speaker);
        if (bundle == null && said.kind() == Kind.ENTITY && survey.bundles().contains(said.id())) {
            if (runOf(said.id()) != null && survey.isSaidWithin(said.id())) {
                return;
            }
            described.add(said.id());
            said = with(said, speakerOf(said.id()));
        } else if (bundle == null && said.kind() == Kind.WAS_ATTRIBUTED_TO) {
            said = ofRecord(said);
        }
        if (read != null
                && waiting != null
                && read.kind() == statement.kind()
                && read.id().equals(statement.id())
                && waiting.id().equals(said.id())) {
            said = again(waiting, said);
        }
        if (waiting != null && !waiting.key().equals(said.key())) {
            listener.said(waiting);
        }
        read = statement;
        waiting = said;
    }

    /** Several statements of one id are one that says all of it; a relation that contradicts the one before is another. */
    private Statement again(Statement before, Statement now) throws IOException {
        Map<Formal, String> formals = new LinkedHashMap<>(now.formals());
        formals.putAll(before.formals());
        boolean contradicts = now.formals().entrySet().stream()
                .anyMatch(formal -> !formal.getValue().equals(formals.get(formal.getKey())));
        if (contradicts && now.kind().isRelation()) {
            listener.said(AbsoluteStatements.withDerivedId(now));
            return before;
        }
        return new Statement(
                now.kind(),
                now.id(),
                now.runId(),
                Stream.concat(before.types().stream(), now.types().stream())
                        .distinct()
                        .sorted()
                        .toList(),
                formals,
                Stream.concat(before.attributes().stream(), now.attributes().stream())
                        .distinct()
                        .toList());
    }

    private void flush() throws IOException {
        if (waiting != null) {
            listener.said(waiting);
        }
        read = null;
        waiting = null;
    }

    private void sayWhatBundlesAre() throws IOException {
        for (String each : survey.bundles()) {
            if (!described.contains(each) && !(runOf(each) != null && survey.isSaidWithin(each))) {
                listener.said(Statement.entity(each)
                        .run(speakerOf(each))
                        .type(Profile.PROV_BUNDLE)
                        .build());
            }
        }
    }

    /** Who says of a bundle that it is one. */
    private String speakerOf(String id) {
        String run = runOf(id);
        return run == null ? document : run;
    }

    private @Nullable String runOf(String id) {
        return keepsRuns ? Survey.runOf(id) : null;
    }

    /** Who recorded a run is said by the run, as all of its record. */
    private Statement ofRecord(Statement attribution) {
        String record = attribution.formal(Formal.ENTITY);
        return record != null && survey.bundles().contains(record)
                ? new Statement(
                        attribution.kind(),
                        attribution.id(),
                        speakerOf(record),
                        attribution.types(),
                        attribution.formals(),
                        attribution.attributes())
                : attribution;
    }

    private static Statement with(Statement bundle, String speaker) {
        List<String> types = Stream.concat(bundle.types().stream(), Stream.of(Profile.PROV_BUNDLE))
                .distinct()
                .sorted()
                .toList();
        return new Statement(bundle.kind(), bundle.id(), speaker, types, bundle.formals(), bundle.attributes());
    }
}
