package dev.headwater.benchmarks.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.prov.Statement;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RunLineageTest {

    @Test
    void aRunHasAboutAHundredStatementsAndSaysNoneTwice() {
        assertThat(RunLineage.of(7)).hasSizeBetween(80, 120);
        assertThat(RunLineage.of(7)).extracting(Statement::key).doesNotHaveDuplicates();
        assertThat(RunLineage.of(7)).allMatch(statement -> RunLineage.runId(7).equals(statement.runId()));
    }

    @Test
    void runsOfOneExperimentShareThingsAndOthersShareLess() {
        Set<String> ids = elements(7);

        assertThat(elements(8)).containsAnyElementsOf(ids);
        assertThat(elements(8).stream().filter(ids::contains).count())
                .isGreaterThan(elements(700).stream().filter(ids::contains).count())
                .isLessThan(ids.size() / 2);
    }

    private static Set<String> elements(int run) {
        return RunLineage.of(run).stream()
                .filter(statement -> statement.kind().isElement())
                .map(Statement::id)
                .collect(Collectors.toSet());
    }
}
