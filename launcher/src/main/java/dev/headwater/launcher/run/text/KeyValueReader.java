package dev.headwater.launcher.run.text;

import dev.headwater.launcher.replay.Numbers;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbers with names in text: {@code loss=0.5}, {@code loss: 0.5}, {@code 'loss': 0.5} of a printed Python dict, the number
 * in {@code tensor(0.5)}, {@code Epoch [1/10]}, {@code Epoch 1/10}, {@code [12]  train-rmse:0.5} of boosting libraries, and,
 * for words that are metrics to everybody, {@code loss 0.5}. A word such as train or validation before the name is its
 * context. A number with a unit, a time of day or a ratio is none.
 */
final class KeyValueReader implements LineReader {

    private static final String SIDES = "train|training|val|valid|validation|eval|evaluation|test|testing|dev";
    private static final String NUMBER =
            "[-+]?(?:\\d+\\.?\\d*(?:[eE][-+]?\\d+)?|\\.\\d+(?:[eE][-+]?\\d+)?" + "|(?i:nan|inf(?:inity)?))";
    private static final Pattern NAMED_NUMBER = Pattern.compile("(?<![\\w./@'\"-])"
            + "(?:(?<side>(?i:" + SIDES + ")) (?=[A-Za-z]))?"
            + "(?<quote>['\"]?)(?<name>[A-Za-z_](?:[\\w./@-]{0,248}\\w)?)\\k<quote>"
            + "(?<between>\\s*[:=]\\s*|\\s+(?=[\\[\\d.+-]|[nN][aA][nN]|[iI][nN][fF]))"
            + "(?:['\"]|\\[ *|(?:tensor|array|(?:np|numpy|jnp|torch)\\.\\w+|Array)\\()?"
            + "(?<number>" + NUMBER + ")");
    private static final Pattern ROUND = Pattern.compile("^\\s*(?:\\[[^\\]\\d]*\\]\\s*)?\\[(\\d{1,15})\\]\\s");
    private static final Set<String> METRICS = Set.of(
            "loss", "acc", "accuracy", "ppl", "perplexity", "auc", "f1", "mse", "rmse", "mae", "lr", "reward", "bleu");
    private static final Set<String> LOG_LEVELS = Set.of("DEBUG", "INFO", "WARN", "WARNING", "ERROR", "CRITICAL");

    @Override
    public void read(CharSequence line, Consumer<Said> to) {
        Gathered gathered = new Gathered();
        Matcher round = ROUND.matcher(line);
        boolean hasRound = round.find();
        if (hasRound) {
            gathered.put("step", Double.parseDouble(round.group(1)));
        }
        Matcher named = NAMED_NUMBER.matcher(line);
        while (named.find()) {
            String name = named.group("name");
            boolean progress = Gathered.isProgress(name);
            if (!LOG_LEVELS.contains(name)
                    && (progress || isMetric(named))
                    && endsWell(line, named.end("number"), progress)) {
                String side = named.group("side");
                gathered.put(
                        side == null || progress ? name : side.toLowerCase(Locale.ROOT) + "/" + name,
                        Numbers.parse(named.group("number")));
            }
        }
        Said said = gathered.said();
        // A number in brackets at the beginning means nothing by itself.
        if (!said.isEmpty() && !(hasRound && said.values().isEmpty())) {
            to.accept(said);
        }
    }

    private static boolean isMetric(Matcher named) {
        return !named.group("between").isBlank()
                || METRICS.contains(named.group("name").toLowerCase(Locale.ROOT));
    }

    private static boolean endsWell(CharSequence line, int end, boolean progress) {
        if (end == line.length()) {
            return true;
        }
        char next = line.charAt(end);
        char afterNext = end + 1 < line.length() ? line.charAt(end + 1) : ' ';
        if (next == ',') {
            return !(afterNext >= '0' && afterNext <= '9');
        }
        if (next == '.') {
            return Character.isWhitespace(afterNext);
        }
        if (next == '/' || next == ':') {
            return progress;
        }
        return Character.isWhitespace(next) || ";|)]}'\"%(".indexOf(next) >= 0;
    }
}
