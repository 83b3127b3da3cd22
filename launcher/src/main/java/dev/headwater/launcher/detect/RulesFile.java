package dev.headwater.launcher.detect;

import dev.headwater.launcher.CommandFailure;
import dev.headwater.processor.detect.rules.Rulebook;
import dev.headwater.processor.detect.rules.RulebookException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The rulebook that an option names. */
final class RulesFile {

    private RulesFile() {}

    /**
     * @param file null for the rules as they ship
     * @throws CommandFailure that names file, line and value when it cannot be followed
     */
    static Rulebook read(@Nullable Path file) {
        if (file == null) {
            return Rulebook.standard();
        }
        try {
            return Rulebook.parse(file.toString(), Files.readString(file));
        } catch (RulebookException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        } catch (CharacterCodingException e) {
            throw new CommandFailure(file + ": is not UTF-8", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
