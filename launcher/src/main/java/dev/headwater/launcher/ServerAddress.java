package dev.headwater.launcher;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses of servers as people type them, looked at before a client library is asked. */
final class ServerAddress {

    private static final Pattern BROKER =
            Pattern.compile("(?:[A-Za-z_]+://)?(?:\\[([0-9A-Fa-f:.%]+)]|([A-Za-z0-9._%-]+)):(\\d{1,5})");
    private static final int LARGEST_PORT = 65_535;
    private static final Set<String> BOLT = Set.of("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc");
    private static final Set<String> HTTP = Set.of("http", "https");

    private ServerAddress() {}

    /** Whether this is host:port, or several of them with commas between. */
    static boolean isBrokers(String text) {
        return brokers(text).stream().allMatch(broker -> {
            Matcher matcher = BROKER.matcher(broker);
            return matcher.matches() && isPort(Integer.parseInt(matcher.group(3)));
        });
    }

    /** Whether the name of one host at least leads to an address. To be asked only of what {@link #isBrokers}. */
    static boolean isKnownHost(String brokers) {
        return brokers(brokers).stream().anyMatch(broker -> {
            Matcher matcher = BROKER.matcher(broker);
            return matcher.matches() && resolves(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
        });
    }

    /** Whether a Neo4j driver takes this for the address of a server. */
    static boolean isNeo4j(String text) {
        return isUrl(text, BOLT);
    }

    /** Whether this is the address of a web server. */
    static boolean isHttp(String text) {
        return isUrl(text, HTTP);
    }

    private static boolean isUrl(String text, Set<String> schemes) {
        try {
            URI uri = new URI(text);
            return uri.getScheme() != null
                    && schemes.contains(uri.getScheme())
                    && uri.getHost() != null
                    && (uri.getPort() == -1 || isPort(uri.getPort()));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static List<String> brokers(String text) {
        return Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    }

    private static boolean isPort(int port) {
        return port >= 1 && port <= LARGEST_PORT;
    }

    private static boolean resolves(String host) {
        try {
            InetAddress.getByName(host);
            return true;
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
