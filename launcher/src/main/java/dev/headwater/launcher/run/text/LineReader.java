package dev.headwater.launcher.run.text;

import java.util.function.Consumer;

/** Finds metrics in lines of text. */
interface LineReader {

    /**
     * @param line without its end and without colours
     * @param to told everything that the line says, which may be nothing
     */
    void read(CharSequence line, Consumer<Said> to);
}
