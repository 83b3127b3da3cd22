package dev.headwater.benchmarks.nab;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A detector of which NAB ships what it said of each row.
 *
 * @param results the folder {@code results} of a checkout of NAB
 * @param name of the detector's folder there
 */
record Published(Path results, String name) implements Contestant {

    @Override
    public double[] scores(LabelledSeries series) throws IOException {
        String file = series.name().substring(series.folder().length() + 1);
        return Columns.read(results.resolve(name).resolve(series.folder()).resolve(name + "_" + file))
                .numbers("anomaly_score");
    }
}
