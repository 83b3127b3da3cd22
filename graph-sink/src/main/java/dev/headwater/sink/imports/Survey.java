package dev.headwater.sink.imports;

import dev.headwater.prov.Identifiers;
import dev.headwater.prov.Kind;
import dev.headwater.prov.Profile;
import dev.headwater.prov.Statement;
import dev.headwater.sink.prov.StatementHandler;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What has to be known of a document before its statements can be said: which bundles it has, and whether it is a document
 * of our own profile. Holds the names of bundles and of run records, and nothing else.
 */
final class Survey implements StatementHandler {

    private static final String RECORD = "record:";

    private final AbsoluteNames names;

    /** Absolute ids of the bundles. */
    private final Set<String> bundles = new HashSet<>();

    /** Those that say themselves what they are, within. */
    private final Set<String> saidWithin = new HashSet<>();

    /** Run records outside bundles. */
    private final Set<String> records = new HashSet<>();

    private @Nullable String bundle;

    Survey(AbsoluteNames names) {
        this.names = names;
    }

    @Override
    public void document(Map<String, String> prefixes) {
        names.declare(prefixes);
    }

    @Override
    public void bundle(String id, Map<String, String> prefixes) {
        names.declare(prefixes);
        bundle = names.of(id);
        bundles.add(bundle);
    }

    @Override
    public void endOfBundle() {
        bundle = null;
    }

    @Override
    public void statement(Statement statement) {
        if (statement.kind() != Kind.ENTITY) {
            return;
        }
        Map<String, Boolean> is = new HashMap<>();
        statement.types().forEach(type -> is.put(names.of(type), true));
        boolean record = is.containsKey(Profile.RUN_RECORD);
        if (!record && !is.containsKey(Profile.PROV_BUNDLE)) {
            return;
        }
        String id = names.of(statement.id());
        if (bundle == null) {
            if (record && id.startsWith(RECORD)) {
                records.add(id);
            }
        } else if (bundle.equals(id)) {
            saidWithin.add(id);
        }
    }

    /** Ids of all bundles, absolute. */
    Set<String> bundles() {
        return bundles;
    }

    boolean isSaidWithin(String bundle) {
        return saidWithin.contains(bundle);
    }

    /** The run whose document it is; null when it is not one run's, exported flat. */
    @Nullable
    String onlyRun() {
        return bundles.isEmpty() && records.size() == 1
                ? runOf(records.iterator().next())
                : null;
    }

    /** The run that a run record is of; null when it is none. */
    static @Nullable String runOf(String id) {
        return id.startsWith(RECORD) && id.indexOf('/') < 0 ? Identifiers.text(id.substring(RECORD.length())) : null;
    }
}
