package dev.headwater.launcher.run.text;

/** How programs write metrics that a preset understands. */
public enum MetricFormat {
    /** A JSON object a line. */
    JSON,
    /** {@code name=number} and {@code name: number} anywhere in a line. */
    KEYVALUE,
    /** Either, as each line is. */
    AUTO;

    LineReader reader() {
        return switch (this) {
            case JSON -> new JsonReader();
            case KEYVALUE -> new KeyValueReader();
            case AUTO -> new AutoReader();
        };
    }
}
