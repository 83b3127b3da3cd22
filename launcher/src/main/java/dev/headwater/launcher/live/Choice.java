package dev.headwater.launcher.live;

/**
 * What a person wants to see.
 *
 * @param runId empty for all runs
 * @param metric {@code name} or {@code context/name}; empty for all
 */
record Choice(String runId, String metric) {

    boolean run(String id) {
        return runId.isEmpty() || runId.equals(id);
    }

    boolean metric(String name, String context) {
        return metric.isEmpty() || metric.equals(name) || metric.equals(label(name, context));
    }

    static String label(String name, String context) {
        return context.isEmpty() ? name : context + "/" + name;
    }
}
