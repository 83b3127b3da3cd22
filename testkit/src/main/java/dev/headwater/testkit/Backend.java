package dev.headwater.testkit;

/** How a server of the test run is kept: as a child process or as a container. Its ports and data stay over restarts. */
interface Backend extends AutoCloseable {
    /** Starts it, or starts it again, and waits until clients can use it. */
    void start();

    /** Ends it in good order; the data stay. */
    void stop();

    /** Ends it as a power cut would; the data stay. */
    void kill();

    /** Ends it for good and removes its data. */
    @Override
    void close();
}
