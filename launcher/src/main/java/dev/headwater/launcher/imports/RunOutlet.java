package dev.headwater.launcher.imports;

import dev.headwater.prov.Statement;
import dev.headwater.series.SeriesChunk;
import dev.headwater.sink.yprov.YProvRun;
import java.io.IOException;

/** A run of yProv4ML on its way out. */
record RunOutlet(Outlet outlet, Tally tally) implements YProvRun.Listener {

    @Override
    public void said(Statement statement) throws IOException {
        outlet.say(statement);
    }

    @Override
    public void points(SeriesChunk chunk) throws IOException {
        outlet.points(chunk);
    }

    @Override
    public void note(String what) {
        tally.note(what);
    }
}
