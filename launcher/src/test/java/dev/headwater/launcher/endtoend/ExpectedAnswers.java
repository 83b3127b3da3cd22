package dev.headwater.launcher.endtoend;

import dev.headwater.prov.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What queries of the cookbook answer: by question, parameters ({@code $name=value}) and rows as JSON. A digest is written short:
 * {@code <a1>} for two digits 32 times, {@code <f1*20>} for 20 times, {@code <sha256 text>} for that of a text.
 */
final class ExpectedAnswers {

    /** @param parameters as the command takes them */
    record Answer(List<String> parameters, List<String> rows) {}

    private static final Pattern OF_TEXT = Pattern.compile("<sha256 ([^>]*)>");
    private static final Pattern REPEATED = Pattern.compile("<([0-9a-f]{2})(?:\\*(\\d+))?>");

    private final Map<String, Answer> answers;

    private ExpectedAnswers(Map<String, Answer> answers) {
        this.answers = answers;
    }

    static ExpectedAnswers read(String resource) throws IOException {
        Map<String, Answer> answers = new LinkedHashMap<>();
        Answer answer = new Answer(new ArrayList<>(), new ArrayList<>());
        for (String line : text(resource).split("\n", -1)) {
            if (line.startsWith("### ")) {
                answer = new Answer(new ArrayList<>(), new ArrayList<>());
                answers.put(line.substring(4), answer);
            } else if (line.startsWith("$")) {
                answer.parameters().add(line.substring(1));
            } else if (!line.isEmpty()) {
                answer.rows().add(line);
            }
        }
        return new ExpectedAnswers(answers);
    }

    Set<String> questions() {
        return answers.keySet();
    }

    Answer of(String question) {
        return Objects.requireNonNull(answers.get(question), question);
    }

    private static String text(String resource) throws IOException {
        try (InputStream in = Objects.requireNonNull(ExpectedAnswers.class.getResourceAsStream(resource), resource)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            String digested = OF_TEXT.matcher(text).replaceAll(match -> Digest.of(match.group(1)));
            return REPEATED.matcher(digested)
                    .replaceAll(match ->
                            match.group(1).repeat(match.group(2) == null ? 32 : Integer.parseInt(match.group(2))));
        }
    }
}
