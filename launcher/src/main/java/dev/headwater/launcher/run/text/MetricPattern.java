package dev.headwater.launcher.run.text;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression whose named groups are metrics, step or epoch. A name may have all that a metric's may, such as
 * {@code (?<val_loss>…)} and {@code (?<train/loss>…)}, and Python's {@code (?P<loss>…)} is understood.
 */
public final class MetricPattern implements LineReader {

    // What is escaped, a group with a name, or a reference to one.
    private static final Pattern NAMES = Pattern.compile(
            "\\\\k<([A-Za-z_][\\w./@-]*)>|\\\\.|\\(\\?P?<([A-Za-z_][\\w./@-]*)>|\\(\\?P=([A-Za-z_][\\w./@-]*)\\)",
            Pattern.DOTALL);

    private final String text;
    private final Pattern pattern;
    private final List<String> names;

    private MetricPattern(String text, Pattern pattern, List<String> names) {
        this.text = text;
        this.pattern = pattern;
        this.names = names;
    }

    /** @throws IllegalArgumentException when it cannot find a metric; the message says why */
    public static MetricPattern of(String text) {
        List<String> names = new ArrayList<>();
        StringBuilder java = new StringBuilder();
        Matcher matcher = NAMES.matcher(text);
        while (matcher.find()) {
            String reference = matcher.group(1) == null ? matcher.group(3) : matcher.group(1);
            if (reference != null) {
                if (!names.contains(reference)) {
                    throw new IllegalArgumentException(
                            "there is no group " + reference + " before the reference to it");
                }
                matcher.appendReplacement(java, Matcher.quoteReplacement("\\k<g" + names.indexOf(reference) + ">"));
            } else if (matcher.group(2) != null) {
                if (names.contains(matcher.group(2))) {
                    throw new IllegalArgumentException("there are two groups " + matcher.group(2));
                }
                matcher.appendReplacement(java, "(?<g" + names.size() + ">");
                names.add(matcher.group(2));
            } else {
                matcher.appendReplacement(java, Matcher.quoteReplacement(matcher.group()));
            }
        }
        matcher.appendTail(java);
        if (names.stream().allMatch(Gathered::isProgress)) {
            throw new IllegalArgumentException("no group is a metric: name one, as in loss=(?<loss>\\S+)");
        }
        try {
            return new MetricPattern(text, Pattern.compile(java.toString()), List.copyOf(names));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("not a regular expression: " + e.getDescription(), e);
        }
    }

    @Override
    public void read(CharSequence line, Consumer<Said> to) {
        Matcher matcher = pattern.matcher(line);
        while (matcher.find()) {
            Gathered gathered = new Gathered();
            for (int i = 0; i < names.size(); i++) {
                String word = matcher.group("g" + i);
                Double number = word == null ? null : Word.numberIn(word.strip());
                if (number != null) {
                    gathered.put(names.get(i), number);
                }
            }
            to.accept(gathered.said());
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
