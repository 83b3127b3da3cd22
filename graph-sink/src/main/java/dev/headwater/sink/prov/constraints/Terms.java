package dev.headwater.sink.prov.constraints;

import dev.headwater.prov.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What statements are about: names, times, and existential variables for what they leave open. Terms that constraints
 * make equal are unified, PROV-CONSTRAINTS section 5.1; two different names or times never are.
 *
 * <p>A term is a number. It takes 12 bytes, and one with a name the name and an entry of a hash table besides.
 */
final class Terms {

    /** What is not said and not to be guessed either: the dash of PROV-N, equal to itself alone. */
    static final int PLACEHOLDER = 0;

    private final Map<String, Integer> byName = new HashMap<>();
    private final List<@Nullable String> names = new ArrayList<>();
    private final Rows parents = new Rows(1);
    private final Rows traits = new Rows(1);
    private boolean changed;

    Terms() {
        add("-");
    }

    /** The element, or relation with an id, of this name. */
    int name(String name) {
        return byName.computeIfAbsent(name, this::add);
    }

    /** The relation that others call by this name. A blank name is no identity: each kind has its own. */
    int relation(Kind kind, String name) {
        if (!isBlank(name)) {
            return name(name);
        }
        return byName.computeIfAbsent(kind.keyword() + ' ' + name, key -> add(name));
    }

    int time(String value, String lexical) {
        return byName.computeIfAbsent("^" + value, key -> add(lexical));
    }

    int variable() {
        return add(null);
    }

    private int add(@Nullable String name) {
        int term = names.size();
        names.add(name);
        parents.add(term);
        traits.add(0);
        return term;
    }

    static boolean isBlank(String name) {
        return name.startsWith("_:");
    }

    int count() {
        return names.size();
    }

    /** The one term that stands for all that are equal to this one. */
    int find(int term) {
        int parent = parents.get(term, 0);
        while (parent != term) {
            int grandparent = parents.get(parent, 0);
            parents.set(term, 0, grandparent);
            term = grandparent;
            parent = parents.get(term, 0);
        }
        return term;
    }

    /** Whether it is a name or a time, or was unified with one. */
    boolean isConstant(int term) {
        String name = names.get(find(term));
        return name != null && !isBlank(name);
    }

    /** Makes two terms equal. @return false when they cannot be */
    boolean unify(int left, int right) {
        int one = find(left);
        int other = find(right);
        if (one == other) {
            return true;
        } else if (isConstant(one) && isConstant(other)) {
            return false;
        }
        boolean keepsOther = !isConstant(one) && (isConstant(other) || names.get(one) == null);
        int kept = keepsOther ? other : one;
        int gone = keepsOther ? one : other;
        parents.set(gone, 0, kept);
        traits.set(kept, 0, traits.get(kept, 0) | traits.get(gone, 0));
        changed = true;
        return true;
    }

    /** Whether terms were unified since this was asked last. */
    boolean changed() {
        boolean answer = changed;
        changed = false;
        return answer;
    }

    void mark(int term, int trait) {
        int root = find(term);
        traits.set(root, 0, traits.get(root, 0) | trait);
    }

    int traits(int term) {
        return traits.get(find(term), 0);
    }

    /** The name, or the time as it was written. */
    String said(int term) {
        String name = names.get(find(term));
        return name == null ? "something unnamed" : name;
    }
}
