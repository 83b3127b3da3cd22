package dev.headwater.sink.yprov;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.prov.Kind;
import dev.headwater.prov.Statement;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class YProvAgentsTest extends YProvImports {

    private static final String RUN = "run:r_GR0_0-01234567";

    private static final String DOCUMENT = """
            {'prefix': {'yprov': 'https://github.com/HPCI-Lab/yProv4ML', 'default': 'r_GR0_0'},
             'activity': {'r_GR0_0': {'yprov:experiment_name': 'r_GR0_0', 'yprov:job_id': ['17', 'night'], 'yprov:queue': 'gpu',
                                      'yprov:nodes': '4', 'yprov:host_name': 'node-a'}},
             'agent': {%s}%s}""";

    @Test
    void anAgentIsWhatTheDocumentSaysItIs() throws IOException {
        say(DOCUMENT.formatted("""
                'ada': {}, 'bob': {'prov:type': {'$': 'prov:Person', 'type': 'prov:QUALIFIED_NAME'}},
                'trainer': {'prov:type': 'prov:SoftwareAgent', 'yprov:version': '2.1'},
                'lab': {'prov:type': 'prov:Organization', 'prov:label': 'The Lab'}""", """
                , 'actedOnBehalfOf': {'_:1': {'prov:delegate': 'trainer', 'prov:responsible': 'ada'},
                                      '_:2': {'prov:delegate': 'ada', 'prov:responsible': 'lab'}}"""));

        assertThat(ids("prov:Person")).containsExactly("user:ada", "user:bob");
        assertThat(ids("prov:SoftwareAgent")).contains("software:trainer/2.1");
        assertThat(text(only("prov:Organization"), "prov:label")).isEqualTo("The Lab");
        assertThat(text(relation(Kind.WAS_ASSOCIATED_WITH, RUN, "user:ada"), "prov:role"))
                .isEqualTo("mlp:operator");
        assertThat(texts(relation(Kind.WAS_ASSOCIATED_WITH, RUN, "software:trainer/2.1"), "prov:role"))
                .isEmpty();
        assertThat(relation(Kind.ACTED_ON_BEHALF_OF, "software:trainer/2.1", "user:ada"))
                .isNotNull();
        assertThat(relation(Kind.ACTED_ON_BEHALF_OF, "user:ada", "organization:The%20Lab"))
                .isNotNull();
    }

    @Test
    void whatHasAVersionOrIsThePackageIsNoPerson() throws IOException {
        say(DOCUMENT.formatted("'ada': {}, 'yProv4ML': {}, 'pytorch': {'yprov:version': '2.5.1'}", ""));

        assertThat(ids("prov:Person")).containsExactly("user:ada");
        assertThat(ids("prov:SoftwareAgent")).containsExactlyInAnyOrder("software:yProv4ML", "software:pytorch/2.5.1");
    }

    @Test
    void whatNothingIsMadeOfIsAFactOfTheRun() throws IOException {
        say(DOCUMENT.formatted("", ""));

        Statement run = only("mlp:Run");
        assertThat(text(run, "fact:yprov.queue")).isEqualTo("gpu");
        assertThat(text(run, "fact:yprov.nodes")).isEqualTo("4");
        assertThat(texts(run, "fact:yprov.job_id")).containsExactly("17", "night");
        assertThat(texts(run, "fact:yprov.host_name")).isEmpty();
    }

    @Test
    void moreThanARunHasIsRefusedHoweverOftenItRepeatsAName() {
        String record = "{'yprov:a': 1}";
        String repeated = IntStream.rangeClosed(0, YProvDocument.MOST / 2)
                .mapToObj(any -> record)
                .collect(Collectors.joining(",", "'ada': [", "]"));

        assertThatThrownBy(() -> say(DOCUMENT.formatted(repeated, "")))
                .hasMessageContaining("has more than 100000 statements and attributes");
    }

    private List<String> ids(String type) {
        return said.stream()
                .filter(statement -> statement.types().contains(type))
                .map(Statement::id)
                .toList();
    }
}
