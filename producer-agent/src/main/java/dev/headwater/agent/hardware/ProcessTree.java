package dev.headwater.agent.hardware;

import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A process and all that descend from it, found without a look at every process of the host.
 *
 * <p>Who once belongs to the tree belongs to it until its end, also when its parent dies before it. Nobody joins it but by
 * being born: so only process numbers that were not there at the last look are asked for their parent, and none at all
 * when the kernel has handed out no number since. A number that is handed out again between two looks is noticed by asking
 * a few known strangers each time. What is not found: a process whose parent came and went between two looks.
 */
final class ProcessTree {

    private static final int STRANGERS_ASKED = 8;

    private final KernelFile text;
    private final File proc;
    private final File load;
    private final int root;
    /** Parents before their children: who is looked at after its parent cannot be counted with it as well. */
    private final Map<Integer, Member> members = new LinkedHashMap<>();

    private final List<Member> gone = new ArrayList<>();
    private int[] known = {};
    private long lastNumber = -1;
    private int nextStranger;
    private boolean rooted;

    /** @param proc the directory {@code /proc} */
    ProcessTree(File proc, int root, KernelFile text) {
        this.text = text;
        this.proc = proc;
        this.load = new File(proc, "loadavg");
        this.root = root;
    }

    /** Looks at all members, old and new. */
    void look() {
        gone.clear();
        for (Member member : members.values()) {
            if (!member.look(text)) {
                gone.add(member);
            }
        }
        findNew();
        settle();
    }

    /** Those that live. */
    Iterable<Member> members() {
        return members.values();
    }

    boolean isEmpty() {
        return members.isEmpty();
    }

    private void findNew() {
        long number = lastNumber();
        if (number >= 0 && number == lastNumber) {
            return;
        }
        lastNumber = number;
        int[] now = numbers();
        List<Member> unknown = new ArrayList<>();
        for (int pid : now) {
            if (Arrays.binarySearch(known, pid) < 0 && !members.containsKey(pid)) {
                ask(pid, unknown);
            }
        }
        for (int i = 0; i < Math.min(STRANGERS_ASKED, known.length); i++) {
            nextStranger = (nextStranger + 1) % known.length;
            if (!members.containsKey(known[nextStranger])) {
                ask(known[nextStranger], unknown);
            }
        }
        known = now;
        boolean found = true;
        while (found) {
            found = unknown.removeIf(this::join);
        }
    }

    private void ask(int pid, List<Member> unknown) {
        Member candidate = new Member(proc, pid);
        if (candidate.look(text)) {
            unknown.add(candidate);
        }
    }

    private boolean join(Member candidate) {
        boolean ours = !rooted && candidate.pid() == root || members.containsKey(candidate.parent());
        if (ours) {
            rooted = true;
            members.put(candidate.pid(), candidate);
        }
        return ours;
    }

    /** What a member that is gone had used is with the nearest ancestor that lives, if each was waited for. */
    private void settle() {
        for (Member member : gone) {
            Member heir = members.get(member.parent());
            while (heir != null && heir.gone()) {
                heir = members.get(heir.parent());
            }
            if (heir != null) {
                heir.inherit(member);
            }
        }
        for (Member member : gone) {
            members.remove(member.pid(), member);
        }
    }

    /** The process number handed out last, threads' included; -1 when the kernel does not tell. */
    private long lastNumber() {
        if (!text.read(load)) {
            return -1;
        }
        text.skipWords(4);
        return text.number();
    }

    private int[] numbers() {
        String[] names = proc.list();
        int[] numbers = new int[names == null ? 0 : names.length];
        int count = 0;
        for (int i = 0; i < numbers.length && names != null; i++) {
            int number = number(names[i]);
            if (number > 0) {
                numbers[count++] = number;
            }
        }
        int[] sorted = Arrays.copyOf(numbers, count);
        Arrays.sort(sorted);
        return sorted;
    }

    private static int number(String name) {
        int number = 0;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c < '0' || c > '9' || number > 100_000_000) {
                return -1;
            }
            number = number * 10 + (c - '0');
        }
        return number;
    }
}
