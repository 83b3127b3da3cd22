package dev.headwater.processor.lineage;

import dev.headwater.processor.state.RunState;
import dev.headwater.prov.Statement;
import java.util.List;

/**
 * What an event means.
 *
 * @param state the run after the event
 * @param statements what is to be said because of it; the run itself is said by {@link RunStatements}
 * @param runChanged the run itself has to be said again
 */
public record Mapped(RunState state, List<Statement> statements, boolean runChanged) {}
