package dev.headwater.prov;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** The namespaces of Headwater's own statements. A prefix means the same IRI in every statement and document. */
public final class Namespaces {

    /** The ML profile: types and attributes of runs, datasets, models, series and findings. */
    public static final String MLP = "https://headwater.dev/ns/mlp#";

    public static final String PROV = "http://www.w3.org/ns/prov#";
    public static final String XSD = "http://www.w3.org/2001/XMLSchema#";
    public static final String MLS = "http://www.w3.org/ns/mls#";

    private static final String ID = "https://headwater.dev/id/";

    private static final Map<String, String> BY_PREFIX = collect();

    private Namespaces() {}

    /** IRI per prefix, in the order of the prefixes. */
    public static Map<String, String> byPrefix() {
        return BY_PREFIX;
    }

    private static Map<String, String> collect() {
        Map<String, String> all = new TreeMap<>();
        all.put("prov", PROV);
        all.put("xsd", XSD);
        all.put("mls", MLS);
        all.put("mlp", MLP);
        all.put("param", "https://headwater.dev/ns/param#");
        all.put("tag", "https://headwater.dev/ns/tag#");
        all.put("fact", "https://headwater.dev/ns/fact#");
        for (String instances : Identifiers.PREFIXES) {
            all.put(instances, ID + instances + "/");
        }
        return Collections.unmodifiableMap(all);
    }
}
