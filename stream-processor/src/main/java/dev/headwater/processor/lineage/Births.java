package dev.headwater.processor.lineage;

import dev.headwater.processor.state.Content;
import dev.headwater.processor.state.Stamp;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/*
 * For maintainers. PROV wants the generation of what was derived to follow the generation of what it was derived from
 * (PROV-CONSTRAINTS, derivation-generation-generation-ordering), so that no entity comes from itself. A content is born in a run
 * when the run first wrote it, or before the run, if the run read it first. A derivation is said only of a younger content
 * from an older one; births are a strict order, so within a run there is no circle, of any length. Births are told by the times
 * of the events and not by their arrival.
 */
/** When contents came into being, as one run knows it. */
public final class Births {

    private Births() {}

    /** Whether the bytes were there before the run wrote them, if it ever did: it had read them. */
    public static boolean elsewhere(Content content) {
        Stamp made = content.getGenerated();
        return made == null
                || firstUse(content).map(use -> Stamps.earlier(use, made)).orElse(false);
    }

    /** Whether the run can have made one from the other, which it had read or written by then. */
    static boolean ordered(Content older, Content younger) {
        Stamp made = younger.getGenerated();
        if (made == null || elsewhere(younger)) {
            return false;
        }
        return elsewhere(older) || Stamps.earlier(born(older), made);
    }

    /** Whether the run had read, by the time it made the younger one, what it had written itself. */
    static boolean readBack(Content older, Content younger) {
        Stamp made = younger.getGenerated();
        return elsewhere(older)
                || made != null
                        && firstUse(older).map(use -> Stamps.earlier(use, made)).orElse(false);
    }

    private static Optional<Stamp> firstUse(Content content) {
        return content.getUsedAs().values().stream().min(Stamps.ORDER);
    }

    private static Stamp born(Content content) {
        @Nullable Stamp made = content.getGenerated();
        return made == null ? firstUse(content).orElseThrow() : made;
    }
}
