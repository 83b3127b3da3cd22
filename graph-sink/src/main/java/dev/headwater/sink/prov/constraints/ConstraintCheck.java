package dev.headwater.sink.prov.constraints;

import dev.headwater.prov.Statement;
import dev.headwater.sink.prov.ProvJsonException;
import dev.headwater.sink.prov.ProvJsonReader;
import dev.headwater.sink.prov.StatementHandler;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks a document while it is read, statement by statement. Each bundle is a world of its own, as is what stands outside
 * them: statements of different ones contradict nothing.
 *
 * <p>Held until the end of the bundle or document are the names, a few bits for each, and a row of 8 to 24 bytes for each
 * statement whose events, times or id matter; attributes are not. For the cycles of derivations 24 bytes a name and 16 to
 * 24 a relation come on top at the end.
 */
public final class ConstraintCheck implements StatementHandler {

    /** Hears of violations as they are found: of incomplete statements at once, of the others when a bundle or the document ends. */
    @FunctionalInterface
    public interface Listener {
        /** @param bundle qualified name of the bundle that it is in, null outside */
        void violation(@Nullable String bundle, Violation violation);
    }

    private final Listener listener;
    private final Facts document;
    private @Nullable Facts bundle;
    private @Nullable String bundleId;
    private long statements;

    private ConstraintCheck(Listener listener) {
        this.listener = listener;
        this.document = new Facts(violation -> listener.violation(null, violation));
    }

    /**
     * Checks a document.
     *
     * @return statements that it has
     * @throws ProvJsonException when it is no PROV-JSON, or beyond what is read; what was found before was told
     * @throws IOException when it cannot be read
     */
    public static long check(ProvJsonReader.Input input, Listener listener) throws IOException {
        ConstraintCheck check = new ConstraintCheck(listener);
        ProvJsonReader.read(input, check);
        check.conclude(check.document, null);
        return check.statements;
    }

    @Override
    public void document(Map<String, String> prefixes) {}

    @Override
    public void bundle(String id, Map<String, String> prefixes) {
        bundleId = id;
        bundle = new Facts(violation -> listener.violation(id, violation));
    }

    @Override
    public void endOfBundle() {
        if (bundle != null) {
            conclude(bundle, bundleId);
        }
        bundle = null;
        bundleId = null;
    }

    @Override
    public void statement(Statement statement) {
        statements++;
        (bundle == null ? document : bundle).add(statement);
    }

    private void conclude(Facts facts, @Nullable String in) {
        new Uniqueness(facts).check(violation -> listener.violation(in, violation));
        new Overlaps(facts.terms(), violation -> listener.violation(in, violation)).check();
        new Cycles(facts, violation -> listener.violation(in, violation)).check();
    }
}
