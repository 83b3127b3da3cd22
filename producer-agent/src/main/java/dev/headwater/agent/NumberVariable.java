package dev.headwater.agent;

import dev.headwater.agent.logging.LateLogger;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An environment variable that says a time or a share. One that cannot be understood costs a warning, never the run. */
final class NumberVariable {

    private static final Logger LOG = new LateLogger();
    private static final Pattern TIME = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,3})?)\\s*(ms|s|m|min|h)");
    private static final Pattern PERCENT = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,6})?)\\s*%?");

    private final String name;
    private final String text;

    NumberVariable(Map<String, String> environment, String name) {
        this.name = name;
        this.text = environment.getOrDefault(name, "").trim().toLowerCase(Locale.ROOT);
    }

    /**
     * A time such as {@code 500ms}, {@code 5s} or {@code 1m}; {@code off} is 0.
     *
     * @param otherwise milliseconds when it is not set or makes no sense
     * @param least fewest milliseconds that make sense
     */
    long millis(long otherwise, long least) {
        if (text.isEmpty()) {
            return otherwise;
        }
        if (text.equals("off")) {
            return 0;
        }
        Matcher time = TIME.matcher(text);
        if (time.matches()) {
            long unit = switch (time.group(2)) {
                case "ms" -> 1;
                case "s" -> 1_000;
                case "h" -> 3_600_000;
                default -> 60_000;
            };
            long millis = new BigDecimal(time.group(1))
                    .multiply(BigDecimal.valueOf(unit))
                    .longValue();
            if (millis >= least) {
                return millis;
            }
        }
        warn("off, or a time such as 500ms, 5s or 1m and at least " + least + "ms", otherwise + "ms");
        return otherwise;
    }

    /** Percent, such as {@code 0.5} or {@code 0.5%}, as a share: more than 0, at most 100 percent. */
    double share(double otherwise) {
        if (text.isEmpty()) {
            return otherwise;
        }
        Matcher percent = PERCENT.matcher(text);
        double share = percent.matches() ? Double.parseDouble(percent.group(1)) / 100 : 0;
        if (share > 0 && share <= 1) {
            return share;
        }
        warn("percent of one processor such as 0.5, more than 0 and at most 100", 100 * otherwise + " %");
        return otherwise;
    }

    private void warn(String must, String instead) {
        LOG.log(
                Level.WARNING,
                "Headwater: " + name + " is \"" + text + "\", but must be " + must + "; " + instead + " is used");
    }
}
