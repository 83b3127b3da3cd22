package dev.headwater.benchmarks.nab;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a detector does on a corpus; all normalised, 0 for silence and 100 for perfection.
 *
 * @param inSample by profile, with the threshold that is best on the same series: what NAB publishes
 * @param heldOut standard profile, two folds by the MD5 of the name, each scored with the best threshold of the other
 * @param byFolder standard profile, each folder scored with the best threshold of all other folders
 * @param threshold best of the standard profile
 */
record Verdict(Map<String, Double> inSample, double heldOut, double byFolder, double threshold) {

    static Verdict of(Corpus corpus, List<double[]> scores) {
        Map<String, Double> inSample = new LinkedHashMap<>();
        for (Profile profile : corpus.profiles()) {
            Sweep sweep = Sweep.of(corpus.series(), scores, profile);
            inSample.put(profile.name(), sweep.normalised(sweep.best().sum()));
        }
        Profile standard = corpus.standard();
        return new Verdict(
                inSample,
                Folds.byName(corpus.series()).heldOut(corpus.series(), scores, standard),
                Folds.byFolder(corpus.series()).heldOut(corpus.series(), scores, standard),
                Sweep.of(corpus.series(), scores, standard).best().threshold());
    }

    /** In-sample, standard profile. */
    double standard() {
        return inSample.values().iterator().next();
    }
}
