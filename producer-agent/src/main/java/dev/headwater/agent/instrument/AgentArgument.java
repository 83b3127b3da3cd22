package dev.headwater.agent.instrument;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the agent's argument says, as environment variables; the grammar is {@link Agentmain}'s.
 *
 * @param settings by name of the environment variable
 * @param notUnderstood parts that are no settings
 */
record AgentArgument(Map<String, String> settings, List<String> notUnderstood) {

    private static final Pattern KEY = Pattern.compile("[a-z][A-Za-z0-9]*");
    private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

    static AgentArgument parse(@Nullable String argument) {
        Map<String, String> settings = new TreeMap<>();
        List<String> notUnderstood = new ArrayList<>();
        String last = "";
        String text = argument == null ? "" : argument;
        boolean lines = text.indexOf('\n') >= 0;
        for (String part : text.split(lines ? "\n" : ",", -1)) {
            int equals = part.indexOf('=');
            String key = equals < 0 ? "" : part.substring(0, equals).trim();
            if (KEY.matcher(key).matches()) {
                last = variable(key);
                settings.put(last, part.substring(equals + 1).trim());
            } else if (!lines && !last.isEmpty() && equals < 0 && !part.isBlank()) {
                settings.merge(last, part.trim(), (before, more) -> before + "," + more);
            } else if (!part.isBlank()) {
                notUnderstood.add(part.trim());
            }
        }
        return new AgentArgument(Map.copyOf(settings), List.copyOf(notUnderstood));
    }

    private static String variable(String key) {
        return "HEADWATER_" + HUMP.matcher(key).replaceAll("_").toUpperCase(Locale.ROOT);
    }
}
