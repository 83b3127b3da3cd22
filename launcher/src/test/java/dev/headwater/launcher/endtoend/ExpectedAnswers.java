package dev.headwater.launcher.endtoend;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What the queries of the cookbook answer in the {@link CookbookScene}: by question, parameters ({@code $name=value}) and rows
 * as JSON. A digest is written short: {@code <a1>} for two digits 32 times, {@code <f1*20>} for 20 times.
 */
final class ExpectedAnswers {

    /** @param parameters as the command takes them */
    record Answer(List<String> parameters, List<String> rows) {}

    private static final String RESOURCE = "cookbook-answers.txt";

    private final Map<String, Answer> answers;

    private ExpectedAnswers(Map<String, Answer> answers) {
        this.answers = answers;
    }

    static ExpectedAnswers read() throws IOException {
        Map<String, Answer> answers = new LinkedHashMap<>();
        Answer answer = new Answer(new ArrayList<>(), new ArrayList<>());
        for (String line : text().split("\n", -1)) {
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

    private static String text() throws IOException {
        try (InputStream in = Objects.requireNonNull(ExpectedAnswers.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return java.util.regex.Pattern.compile("<([0-9a-f]{2})(?:\\*(\\d+))?>")
                    .matcher(text)
                    .replaceAll(match ->
                            match.group(1).repeat(match.group(2) == null ? 32 : Integer.parseInt(match.group(2))));
        }
    }
}
