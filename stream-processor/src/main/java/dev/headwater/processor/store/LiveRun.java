package dev.headwater.processor.store;

import dev.headwater.processor.detect.Watched;
import dev.headwater.processor.series.SeriesName;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All series of one run, as live objects. */
final class LiveRun {

    /** A series, where it is stored, and what is not stored yet. */
    static final class Live {
        final Watched watched;
        final StoredSeries stored;
        private int bytes;
        boolean changed;

        Live(Watched watched, StoredSeries stored) {
            this.watched = watched;
            this.stored = stored;
        }

        /** @return how much more memory it takes than when this was last asked */
        int growth() {
            int before = bytes;
            bytes = watched.series().bytes();
            return bytes - before;
        }
    }

    private final Map<SeriesName.Place, Live> series = new HashMap<>();
    private long bytes;

    @Nullable
    Live find(SeriesName.Place place) {
        return series.get(place);
    }

    void add(Live live) {
        series.put(live.watched.series().name().place(), live);
    }

    Collection<Live> all() {
        return series.values();
    }

    void use(long more) {
        bytes += more;
    }

    /** Memory that it takes, about. */
    long bytes() {
        return bytes;
    }
}
