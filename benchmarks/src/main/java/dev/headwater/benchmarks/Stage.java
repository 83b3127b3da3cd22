package dev.headwater.benchmarks;

import dev.headwater.demo.Network;
import java.io.FileNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Where a benchmark takes place. A broker is started for the first that asks for it. */
public final class Stage implements AutoCloseable {

    private final Path root;
    private final Path folder;
    private final @Nullable Path data;
    private final boolean small;
    private @Nullable Broker broker;
    private @Nullable Guests guests;

    /**
     * @param root the checkout
     * @param folder for journals and other files; removed afterwards
     * @param data public data sets, each in a folder of its own; null when there are none
     * @param small true to run just long enough to see that it works; its figures mean nothing
     */
    public Stage(Path root, Path folder, @Nullable Path data, boolean small) {
        this.root = root;
        this.folder = folder;
        this.data = data;
        this.small = small;
    }

    public Path root() {
        return root;
    }

    public Path folder() {
        return folder;
    }

    public boolean small() {
        return small;
    }

    /** The one or the other size. */
    public int size(int real, int tiny) {
        return small ? tiny : real;
    }

    /** All of a list, or its first ones. */
    public <T> List<T> few(List<T> all, int tiny) {
        return all.subList(0, size(all.size(), Math.min(tiny, all.size())));
    }

    /**
     * Folder of a public data set.
     *
     * @throws FileNotFoundException when there is none, saying what to do
     */
    public Path data(String set) throws FileNotFoundException {
        if (data == null) {
            throw new FileNotFoundException(
                    "no data: give --data DIR, or HEADWATER_DATA, a folder that holds the data set " + set);
        }
        Path there = data.resolve(set);
        if (!Files.isDirectory(there)) {
            throw new FileNotFoundException(there + " is not a folder: unpack the data set " + set + " there");
        }
        return there;
    }

    /** Real Kafka on this machine, empty topics. */
    public Broker broker() {
        if (broker == null) {
            try {
                broker = Broker.start(root, folder.resolve("broker"));
            } catch (ExecutionException e) {
                throw new IllegalStateException("the broker does not start: " + e.getCause(), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while the broker started", e);
            }
        }
        return broker;
    }

    /** Starts trainers that send to {@link #broker()}. */
    public Guests guests() {
        if (guests == null) {
            guests = new Guests(
                    root.resolve("producer-agent/target/headwater-agent.jar"),
                    folder.resolve("home"),
                    broker().bootstrap(),
                    List.of(
                            Network.class,
                            Histogram.class,
                            org.openjdk.jmh.runner.Runner.class,
                            joptsimple.OptionParser.class,
                            org.apache.commons.math3.util.FastMath.class));
        }
        return guests;
    }

    @Override
    public void close() {
        if (broker != null) {
            broker.close();
        }
    }
}
