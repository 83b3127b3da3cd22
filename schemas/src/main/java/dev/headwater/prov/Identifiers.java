package dev.headwater.prov;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Identifiers of the elements in Headwater's lineage, built from stable keys, never from paths. Content is identified
 * by its digest, so two runs that touch the same bytes name the same entity.
 */
public final class Identifiers {

    static final List<String> PREFIXES = List.of(
            "run",
            "rank",
            "attempt",
            "record",
            "experiment",
            "sweep",
            "space",
            "phase",
            "config",
            "data",
            "dataset",
            "ref",
            "series",
            "resource",
            "sampler",
            "host",
            "code",
            "environment",
            "registered",
            "alias",
            "deployment",
            "undeployment",
            "endpoint",
            "user",
            "organization",
            "software",
            "rule",
            "anomaly",
            "detection",
            "cleanup",
            "rel");

    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private Identifiers() {}

    public static String run(String runId) {
        return "run:" + local(runId);
    }

    /** The part of a run that one of its processes is. */
    public static String rank(String runId, int rank) {
        return "rank:" + local(runId) + "/" + rank;
    }

    /** One start of a process of a rank that was started more than once. */
    public static String attempt(String runId, int rank, String bootId) {
        return "attempt:" + local(runId) + "/" + rank + "/" + local(bootId);
    }

    /** The provenance record of a run: what Headwater knows of it, and how completely. */
    public static String record(String runId) {
        return "record:" + local(runId);
    }

    /** The part of a run's record that one rank contributed. */
    public static String record(String runId, int rank) {
        return "record:" + local(runId) + "/" + rank;
    }

    public static String experiment(String name) {
        return "experiment:" + local(name);
    }

    /** @param name of a sweep, unique in its experiment */
    public static String sweep(String experiment, String name) {
        return "sweep:" + local(experiment) + "/" + local(name);
    }

    /** What a sweep searches. */
    public static String searchSpace(String experiment, String sweep) {
        return "space:" + local(experiment) + "/" + local(sweep);
    }

    /** @param phase id of a phase within its run, such as {@code epoch/3} */
    public static String phase(String runId, String phase) {
        return "phase:" + local(runId) + "/"
                + Arrays.stream(phase.split("/", -1)).map(Identifiers::local).collect(Collectors.joining("/"));
    }

    public static String configuration(String runId) {
        return "config:" + local(runId);
    }

    /** Bytes, whatever they serve for. */
    public static String content(String sha256) {
        return "data:" + local(sha256);
    }

    /** A dataset in all its versions. */
    public static String dataset(String name) {
        return "dataset:" + local(name);
    }

    /** Something whose content could not be read, known by its address only. */
    public static String reference(String uri) {
        return "ref:" + local(uri);
    }

    /** @param context metric context, empty for none */
    public static String metricSeries(String runId, String name, String context) {
        return context.isEmpty()
                ? "series:" + local(runId) + "/" + local(name)
                : "series:" + local(runId) + "/" + local(context) + "/" + local(name);
    }

    public static String resourceSeries(String runId, String host, String device, String quantity) {
        return "resource:" + local(runId) + "/" + local(host) + "/" + local(device) + "/" + local(quantity);
    }

    /** The sampling of one host's hardware during a run. */
    public static String sampler(String runId, String host) {
        return "sampler:" + local(runId) + "/" + local(host);
    }

    public static String host(String name) {
        return "host:" + local(name);
    }

    /** A clean commit. */
    public static String code(String commit) {
        return "code:" + local(commit);
    }

    /** A commit with an uncommitted difference. */
    public static String code(String commit, String diffSha256) {
        return "code:" + local(commit) + "/" + local(diffSha256);
    }

    public static String environment(String sha256) {
        return "environment:" + local(sha256);
    }

    /** A model as a registry knows it. */
    public static String modelVersion(String name, String version) {
        return "registered:" + local(name) + "/" + local(version);
    }

    /** A name that a registry lets stand for one version of a model or another. */
    public static String modelAlias(String name, String alias) {
        return "alias:" + local(name) + "/" + local(alias);
    }

    public static String deployment(String id) {
        return "deployment:" + local(id);
    }

    /** The end of a deployment. */
    public static String undeployment(String deployment) {
        return "undeployment:" + local(deployment);
    }

    /** What one deployment serves: the next one at the same endpoint serves something else. */
    public static String endpoint(String name, String deployment) {
        return "endpoint:" + local(name) + "/" + local(deployment);
    }

    public static String organization(String name) {
        return "organization:" + local(name);
    }

    public static String user(String account) {
        return "user:" + local(account);
    }

    public static String software(String name, String version) {
        return "software:" + local(name) + "/" + local(version);
    }

    /**
     * A rule that findings are raised by, in one version.
     *
     * @param settings digest of its thresholds; empty for those that it ships with
     */
    public static String rule(String name, int version, String settings) {
        String shipped = "rule:" + local(name) + "/" + version;
        return settings.isEmpty() ? shipped : shipped + "/" + local(settings);
    }

    /**
     * A finding.
     *
     * @param subject what it is about within the run, such as the local part of a series
     * @param ordinal how many findings of this rule and subject came before in this run
     */
    public static String anomaly(String runId, String rule, String subject, int ordinal) {
        return "anomaly:" + local(runId) + "/" + local(rule) + "/" + local(subject) + "/" + ordinal;
    }

    /** The act of detecting a finding, which has the same local name. */
    public static String detection(String anomalyId) {
        return "detection:" + anomalyId.substring(anomalyId.indexOf(':') + 1);
    }

    /** The act of doing away with what a run made. */
    public static String cleanup(String runId) {
        return "cleanup:" + local(runId);
    }

    /** Whether the text from there on is as {@link #local} leaves it. */
    public static boolean isLocal(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (!isPlain(text.charAt(i), i == text.length() - 1)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPlain(char c, boolean last) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || c == '-'
                || c == '_'
                || c == '~'
                || c == '.' && !last;
    }

    /**
     * A text as a local name: letters, digits, {@code - . _ ~} stay, every other byte of its UTF-8 form is
     * percent-encoded (RFC 3986). A dot at the end is encoded too, since PROV-N forbids it there.
     */
    public static String local(String text) {
        StringBuilder encoded = null;
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            char c = (char) (bytes[i] & 0xff);
            boolean plain = isPlain(c, i == bytes.length - 1);
            if (plain && encoded == null) {
                continue;
            }
            if (encoded == null) {
                encoded = new StringBuilder(bytes.length + 16).append(text, 0, i);
            }
            if (plain) {
                encoded.append(c);
            } else {
                encoded.append('%').append(HEX[c >> 4]).append(HEX[c & 15]);
            }
        }
        return encoded == null ? text : encoded.toString();
    }

    /** The text that {@link #local} made a local name of. */
    public static String text(String local) {
        if (local.indexOf('%') < 0) {
            return local;
        }
        byte[] bytes = local.getBytes(StandardCharsets.UTF_8);
        int length = 0;
        for (int i = 0; i < bytes.length; i++) {
            boolean encoded = bytes[i] == '%'
                    && i + 2 < bytes.length
                    && HexFormat.isHexDigit(bytes[i + 1])
                    && HexFormat.isHexDigit(bytes[i + 2]);
            bytes[length++] = encoded
                    ? (byte) (HexFormat.fromHexDigit(bytes[i + 1]) << 4 | HexFormat.fromHexDigit(bytes[i + 2]))
                    : bytes[i];
            i += encoded ? 2 : 0;
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
