package dev.headwater.sink.export;

/** Hears how far an export is. Called often: every thousand statements or so. */
public interface Progress {

    /** Relations read so far, of so many. */
    void read(long relations, long total);

    /** Statements written so far, of so many. */
    void written(long statements, long total);

    /** Nobody who listens. */
    static Progress none() {
        return new Progress() {
            @Override
            public void read(long relations, long total) {}

            @Override
            public void written(long statements, long total) {}
        };
    }
}
