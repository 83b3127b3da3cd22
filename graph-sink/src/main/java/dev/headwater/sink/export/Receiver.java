package dev.headwater.sink.export;

import dev.headwater.prov.Kind;
import java.io.IOException;
import java.util.Iterator;

/** What receives runs, one after the other, and of each its statements, kind by kind. */
interface Receiver {

    void begin(String run) throws IOException;

    /** @param points of a series, to be taken before this returns; mostly none */
    void statement(Kind kind, String key, Body body, Iterator<String> points) throws IOException;

    void end(String run) throws IOException;
}
