package dev.headwater.judges.panel;

import java.io.IOException;
import java.nio.file.Path;

/** Reads a PROV-JSON document with software that is not ours. */
interface Judge {

    /** @throws IOException when the judge itself cannot work */
    Verdict judge(Path document) throws IOException, InterruptedException;
}
