package dev.headwater.launcher.imports;

import dev.headwater.prov.Statement;
import dev.headwater.series.SeriesChunk;
import java.io.IOException;

/** Where what is imported goes. */
interface Outlet {

    /** @throws IOException when it can be no record; the message says why */
    void say(Statement statement) throws IOException;

    /** @throws IOException when it can be no record; the message says why */
    void points(SeriesChunk chunk) throws IOException;
}
