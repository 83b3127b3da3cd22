package dev.headwater.launcher;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows for a person: columns aligned, the widest ones cut so that a line fits the terminal. */
public final class Table {

    private static final int GAP = 2;
    private static final int NARROWEST = 8;

    private final List<String> header;
    private final List<List<String>> rows = new ArrayList<>();

    public Table(String... header) {
        this.header = List.of(header);
    }

    /** @param cells one for each column; numbers are aligned to the right */
    public Table row(Object... cells) {
        rows.add(Arrays.stream(cells).map(Table::text).toList());
        return this;
    }

    /** @param columns width to fit in; 0 for none */
    public String format(int columns) {
        int[] widths = widths(columns);
        boolean[] right = new boolean[widths.length];
        for (int c = 0; c < widths.length; c++) {
            int column = c;
            right[c] = !rows.isEmpty()
                    && rows.stream().allMatch(row -> isNumber(row.get(column)))
                    && rows.stream().anyMatch(row -> !row.get(column).isEmpty());
        }
        StringBuilder text = new StringBuilder();
        line(text, header, widths, right);
        rows.forEach(row -> line(text, row, widths, right));
        return text.toString();
    }

    private int[] widths(int columns) {
        int[] widths = new int[header.size()];
        for (int c = 0; c < widths.length; c++) {
            int column = c;
            widths[c] = Math.max(
                    length(header.get(c)),
                    rows.stream().mapToInt(row -> length(row.get(column))).max().orElse(0));
        }
        int excess = columns == 0 ? 0 : Arrays.stream(widths).sum() + GAP * (widths.length - 1) - columns;
        while (excess > 0) {
            int widest = 0;
            for (int c = 1; c < widths.length; c++) {
                widest = widths[c] > widths[widest] ? c : widest;
            }
            if (widths[widest] <= NARROWEST) {
                break;
            }
            widths[widest]--;
            excess--;
        }
        return widths;
    }

    private static void line(StringBuilder text, List<String> cells, int[] widths, boolean[] right) {
        StringBuilder line = new StringBuilder();
        for (int c = 0; c < widths.length; c++) {
            String cell = cut(cells.get(c), widths[c]);
            String space = " ".repeat(widths[c] - length(cell));
            line.append(right[c] ? space + cell : cell + space).append(" ".repeat(GAP));
        }
        text.append(line.toString().stripTrailing()).append(System.lineSeparator());
    }

    private static String cut(String cell, int width) {
        return length(cell) <= width ? cell : cell.substring(0, cell.offsetByCodePoints(0, width - 1)) + "…";
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static boolean isNumber(String cell) {
        return cell.isEmpty() || cell.matches("[-+]?[\\d.,]+([eE][-+]?\\d+)?( ?[a-zA-Z%]{1,3})?|NaN|-?Infinity");
    }

    private static String text(Object cell) {
        return cell instanceof Double number
                ? Figures.of(number)
                : String.valueOf(cell).replaceAll("\\R", " ");
    }
}
