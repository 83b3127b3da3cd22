package dev.headwater.launcher.run.text;

import java.util.function.Consumer;

/** JSON where a line is JSON, names with numbers where it is not. */
final class AutoReader implements LineReader {

    private final KeyValueReader text = new KeyValueReader();

    @Override
    public void read(CharSequence line, Consumer<Said> to) {
        if (!JsonReader.isObject(line) || !JsonReader.readObject(line, to)) {
            text.read(line, to);
        }
    }
}
