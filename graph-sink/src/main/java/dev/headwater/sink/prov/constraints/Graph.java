package dev.headwater.sink.prov.constraints;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A directed graph of numbered nodes, held as one array of edges sorted by where they begin. */
final class Graph {

    private final int nodes;
    /** Where the edges of each node begin in {@link #targets}. */
    private final int[] begins;

    private final int[] targets;

    /** @param edges rows of which the first two columns are source and target */
    Graph(int nodes, Rows edges) {
        this.nodes = nodes;
        this.begins = new int[nodes + 1];
        this.targets = new int[edges.count()];
        for (int edge = 0; edge < edges.count(); edge++) {
            begins[edges.get(edge, 0) + 1]++;
        }
        for (int node = 0; node < nodes; node++) {
            begins[node + 1] += begins[node];
        }
        int[] next = begins.clone();
        for (int edge = 0; edge < edges.count(); edge++) {
            targets[next[edges.get(edge, 0)]++] = edges.get(edge, 1);
        }
    }

    /**
     * The strongly connected component of each node, by a number: Tarjan's algorithm (SIAM J. Comput. 1(2), 1972), with a
     * stack of its own, since chains of derivations are as long as they like.
     */
    int[] components() {
        int[] component = new int[nodes];
        int[] index = new int[nodes];
        int[] low = new int[nodes];
        int[] next = begins.clone();
        IntStack open = new IntStack();
        IntStack path = new IntStack();
        Arrays.fill(component, -1);
        int count = 0;
        int components = 0;
        for (int root = 0; root < nodes; root++) {
            if (index[root] != 0) {
                continue;
            }
            path.push(root);
            while (!path.isEmpty()) {
                int node = path.top();
                if (index[node] == 0) {
                    index[node] = low[node] = ++count;
                    open.push(node);
                }
                if (next[node] < begins[node + 1]) {
                    int target = targets[next[node]++];
                    if (index[target] == 0) {
                        path.push(target);
                    } else if (component[target] < 0) {
                        low[node] = Math.min(low[node], index[target]);
                    }
                    continue;
                }
                path.pop();
                if (low[node] == index[node]) {
                    int member;
                    do {
                        member = open.pop();
                        component[member] = components;
                    } while (member != node);
                    components++;
                }
                if (!path.isEmpty()) {
                    low[path.top()] = Math.min(low[path.top()], low[node]);
                }
            }
        }
        return component;
    }

    /** A shortest way between two nodes of one component, both included. */
    List<Integer> way(int from, int to, int[] component) {
        Map<Integer, Integer> before = new HashMap<>(Map.of(from, from));
        Deque<Integer> waiting = new ArrayDeque<>(List.of(from));
        while (!before.containsKey(to)) {
            int node = waiting.remove();
            for (int edge = begins[node]; edge < begins[node + 1]; edge++) {
                int target = targets[edge];
                if (component[target] == component[from] && before.putIfAbsent(target, node) == null) {
                    waiting.add(target);
                }
            }
        }
        List<Integer> way = new ArrayList<>(List.of(to));
        for (int node = to; node != from; node = way.get(way.size() - 1)) {
            way.add(before.getOrDefault(node, from));
        }
        Collections.reverse(way);
        return way;
    }

    private static final class IntStack {
        private int[] items = new int[64];
        private int size;

        void push(int item) {
            if (size == items.length) {
                items = Arrays.copyOf(items, size * 2);
            }
            items[size++] = item;
        }

        int pop() {
            return items[--size];
        }

        int top() {
            return items[size - 1];
        }

        boolean isEmpty() {
            return size == 0;
        }
    }
}
