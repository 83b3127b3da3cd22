package dev.headwater.launcher.stack;

/** A process of the embedded stack, in the order of starting. */
public enum Component {
    KAFKA("kafka"),
    NEO4J("neo4j"),
    PROCESSOR("processor"),
    SINK("sink");

    private final String word;

    Component(String word) {
        this.word = word;
    }

    /** Its name in files and in what people read. */
    public String word() {
        return word;
    }
}
