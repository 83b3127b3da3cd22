package dev.headwater.launcher.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What docs/cypher.md says, to be compared with a graph: its queries by question, its tables, its picture. */
final class Cookbook {

    private static final Pattern QUESTION =
            Pattern.compile("(?m)^### (.+)\\n(?:(?!^#)[\\s\\S])*?^```cypher\\n([\\s\\S]*?)^```$");
    private static final Pattern ARROW = Pattern.compile("(\\w+) -->\\|(\\w+)\\| (\\w+)");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private final String text;

    Cookbook(Path file) throws IOException {
        this.text = Files.readString(file);
    }

    /** Question to query, in the order of the document. */
    Map<String, String> queries() {
        Map<String, String> queries = new LinkedHashMap<>();
        Matcher question = QUESTION.matcher(text);
        while (question.find()) {
            queries.put(question.group(1), question.group(2));
        }
        return queries;
    }

    /** Headings of questions, with a query or without. */
    List<String> questions() {
        return Pattern.compile("(?m)^### (.+)$")
                .matcher(text)
                .results()
                .map(heading -> heading.group(1))
                .toList();
    }

    /** An arrow of the picture. */
    record Arrow(String from, String type, String to) {}

    List<Arrow> picture() {
        return ARROW.matcher(text)
                .results()
                .map(arrow -> new Arrow(arrow.group(1), arrow.group(2), arrow.group(3)))
                .toList();
    }

    /** What the table of labels says of some of them. */
    record LabelRow(List<String> labels, List<String> properties) {

        /** Whether it says that a node has this property; {@code param:*} stands for every parameter. */
        boolean has(String property) {
            return properties.stream().anyMatch(said -> matches(said, property));
        }
    }

    /** What the table of relationships says of those of a type between some labels. */
    record ArrowRow(String type, List<String> from, List<String> to, List<String> properties) {}

    static boolean matches(String said, String property) {
        return said.endsWith("*") ? property.startsWith(said.substring(0, said.length() - 1)) : said.equals(property);
    }

    List<LabelRow> labels() {
        return table("Labels").stream()
                .map(cells -> new LabelRow(cells.get(0), cells.get(2)))
                .toList();
    }

    List<ArrowRow> arrows() {
        return table("Relationships").stream()
                .map(cells -> new ArrowRow(cells.get(0).get(0), cells.get(1), cells.get(2), cells.get(3)))
                .toList();
    }

    /** The rows of the table below a heading, each the code words of its cells. */
    private List<List<List<String>>> table(String heading) {
        int begin = text.indexOf("\n## " + heading + "\n");
        if (begin < 0) {
            throw new IllegalArgumentException("no heading " + heading);
        }
        String section = text.substring(begin + 4).split("\n## ", 2)[0];
        return section.lines()
                .filter(line -> line.startsWith("| `"))
                .map(Cookbook::cells)
                .toList();
    }

    private static List<List<String>> cells(String line) {
        return Arrays.stream(line.substring(1).split("\\|", -1))
                .map(cell ->
                        CODE.matcher(cell).results().map(word -> word.group(1)).toList())
                .toList();
    }
}
