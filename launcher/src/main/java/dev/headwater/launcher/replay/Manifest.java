package dev.headwater.launcher.replay;

import dev.headwater.launcher.CommandFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A file with one run per line, as JSON; blank lines mean nothing. Relative paths in it start from its folder. */
public record Manifest(Path file, List<Line> lines) {

    /** A line and its number, from 1. */
    public record Line(long number, String text) {}

    public static Manifest read(Path file) {
        List<Line> lines = new ArrayList<>();
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            long number = 0;
            for (String text = reader.readLine(); text != null; text = reader.readLine()) {
                number++;
                if (!text.isBlank()) {
                    lines.add(new Line(number, text));
                }
            }
        } catch (CharacterCodingException e) {
            throw new CommandFailure(file + ": is not UTF-8", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (lines.isEmpty()) {
            throw new CommandFailure(file + ": names no run; each line is a JSON object such as"
                    + " {\"csv\": \"log.csv\", \"step\": \"step\"}");
        }
        return new Manifest(file, lines);
    }

    /** @throws CommandFailure that says what is wrong with the line, without its place */
    public ReplayPlan plan(Line line) {
        return ReplayPlan.ofLine(line.text(), file.toAbsolutePath().resolveSibling(""));
    }
}
