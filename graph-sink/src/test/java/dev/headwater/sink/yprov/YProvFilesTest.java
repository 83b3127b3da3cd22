package dev.headwater.sink.yprov;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.prov.Digest;
import dev.headwater.prov.Kind;
import dev.headwater.prov.Statement;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Files and metrics that could be taken for each other. */
class YProvFilesTest extends YProvImports {

    private static final String RUN = "run:r_GR0_0-01234567";

    private static final String THIRD = """
            {'prefix': {'yprov': 'https://github.com/HPCI-Lab/yProv4ML', 'provml': 'prov-ml', 'default': 'r_GR0_0',
                        'dcterms': 'http://purl.org/dc/terms/'},
             'activity': {'r_GR0_0': {'yprov:experiment_name': 'r_GR0_0'}, 'TRAINING': {}, 'VALIDATION': {}},
             %s}""";

    @Test
    void twoFilesOfTheSameBytesAreOneThingWithBothNames() throws IOException {
        contents.put("one.bin", "weights");
        contents.put("two.bin", "weights");

        say(THIRD.formatted("""
                'entity': {'one//r_GR0_0': {'prov:type': 'provml:Model', 'prov:label': 'one', 'dcterms:identifier': 'one.bin'},
                           'two//r_GR0_0': {'prov:label': 'two', 'dcterms:identifier': 'two.bin'}},
                'wasGeneratedBy': {'_:1': {'prov:entity': 'one//r_GR0_0', 'prov:activity': 'r_GR0_0'}},
                'used': {'_:2': {'prov:entity': 'two//r_GR0_0', 'prov:activity': 'r_GR0_0'}}"""));

        String id = "data:" + Digest.of("weights");
        assertThat(said)
                .filteredOn(statement -> statement.id().equals(id))
                .singleElement()
                .satisfies(file -> {
                    assertThat(file.types()).contains("mlp:Artifact", "mlp:Model");
                    assertThat(texts(file, "mlp:bytes")).containsExactly("7");
                });
        assertThat(text(relation(Kind.WAS_GENERATED_BY, id, RUN), "mlp:name")).isEqualTo("one");
        assertThat(text(relation(Kind.USED, RUN, id), "mlp:name")).isEqualTo("two");
    }

    @Test
    void whatIsSaidTwiceUnderOneKeyIsSaidOnceAndWhole() throws IOException {
        contents.put("one.bin", "same");
        contents.put("two.bin", "same");

        say(THIRD.formatted("""
                'entity': {'one//r_GR0_0': {'prov:label': 'one', 'dcterms:identifier': 'one.bin'},
                           'two//r_GR0_0': {'prov:label': 'two', 'dcterms:identifier': 'two.bin'}},
                'used': {'_:1': {'prov:entity': 'one//r_GR0_0', 'prov:activity': 'r_GR0_0'},
                         '_:2': {'prov:entity': 'two//r_GR0_0', 'prov:activity': 'r_GR0_0'}}"""));

        assertThat(said).extracting(Statement::key).doesNotHaveDuplicates();
        assertThat(texts(relation(Kind.USED, RUN, "data:" + Digest.of("same")), "mlp:name"))
                .containsExactly("one", "two");
    }

    @Test
    void aFileThatTheRunMadeAndReadHasBothRelations() throws IOException {
        say(THIRD.formatted("""
                'entity': {'cache//r_GR0_0': {'prov:label': 'cache', 'dcterms:identifier': 'cache.bin'}},
                'wasGeneratedBy': {'_:1': {'prov:entity': 'cache//r_GR0_0', 'prov:activity': 'TRAINING'}},
                'used': {'_:2': {'prov:entity': 'cache//r_GR0_0', 'prov:activity': 'VALIDATION'}}"""));

        String id = only("mlp:Artifact").id();
        assertThat(text(relation(Kind.WAS_GENERATED_BY, id, RUN), "mlp:context"))
                .isEqualTo("train");
        assertThat(text(relation(Kind.USED, RUN, id), "mlp:context")).isEqualTo("validation");
    }

    @Test
    void aDatasetOfSeveralContextsHasARoleInEach() throws IOException {
        say(THIRD.formatted("""
                'entity': {'d//x': {'prov:type': 'provml:Dataset', 'prov:label': 'd'}},
                'used': {'_:1': {'prov:entity': 'd//x', 'prov:activity': 'TRAINING'},
                         '_:2': {'prov:entity': 'd//x', 'prov:activity': 'VALIDATION'}}"""));

        assertThat(said)
                .filteredOn(statement -> statement.kind() == Kind.USED
                        && only("mlp:Dataset")
                                .id()
                                .equals(statement.formal(Kind.USED.formals().get(1))))
                .extracting(used -> text(used, "prov:role"))
                .containsExactly("mlp:train", "mlp:validation");
    }

    @Test
    void theCopyBesideTheDocumentStandsForItsOriginal() throws IOException {
        contents.put("prov/r_0/artifacts_GR0/model.bin", "weights");

        say(THIRD.formatted("""
                'entity': {'Original_model.bin//r_GR0_0': {'prov:type': 'provml:Model', 'dcterms:identifier': 'out/model.bin'},
                           'model.bin//r_GR0_0': {'prov:type': 'provml:Model', 'prov:label': 'model.bin',
                              'dcterms:identifier': 'prov/r_0/artifacts_GR0/model.bin'}},
                'wasGeneratedBy': {'_:1': {'prov:entity': 'Original_model.bin//r_GR0_0', 'prov:activity': 'r_GR0_0'}},
                'used': {'_:2': {'prov:entity': 'model.bin//r_GR0_0', 'prov:activity': 'r_GR0_0'}},
                'wasDerivedFrom': {'_:3': {'prov:generatedEntity': 'model.bin//r_GR0_0',
                                           'prov:usedEntity': 'Original_model.bin//r_GR0_0'}}"""));

        Statement model = only("mlp:Model");
        assertThat(model.id()).isEqualTo("data:" + Digest.of("weights"));
        assertThat(text(relation(Kind.WAS_GENERATED_BY, model.id(), RUN), "mlp:uri"))
                .isEqualTo("out/model.bin");
        assertThat(said).noneMatch(statement -> statement.kind() == Kind.WAS_DERIVED_FROM);
        assertThat(notes).isEmpty();
    }

    @Test
    void aNumberOfBatchesIsNoNumberOfRows() throws IOException {
        say(THIRD.formatted("""
                'entity': {'a': {'prov:label': 'a', 'yprov:a_stat_total_samples': 4, 'yprov:a_stat_batch_size': 32, 'yprov:a_stat_total_steps': 4},
                           'b': {'prov:label': 'b', 'yprov:b_stat_total_samples': 128, 'yprov:b_stat_batch_size': 32, 'yprov:b_stat_total_batches': 100},
                           'c': {'prov:label': 'c', 'yprov:c_stat_total_samples': 100}}"""));

        assertThat(said)
                .filteredOn(statement -> statement.types().contains("mlp:Dataset"))
                .extracting(dataset -> texts(dataset, "mlp:rows"))
                .containsExactly(List.of(), List.of("100"), List.of("100"));
    }

    @Test
    void whatIsMadeInTheContextOfModelsIsAModel() throws IOException {
        say(THIRD.formatted("""
                'entity': {'net': {'yprov:label': 'net', 'yprov:path': 'net.pt'}},
                'wasGeneratedBy': {'_:1': {'prov:entity': 'net', 'prov:activity': 'Context.MODELS'}},
                'wasInformedBy': {'_:2': {'prov:informed': 'Context.MODELS', 'prov:informant': 'r_GR0_0'}}"""));

        assertThat(text(only("mlp:Model"), "mlp:uri")).isEqualTo("net.pt");
        assertThat(said).noneMatch(statement -> statement.types().contains("mlp:Phase"));
    }

    @Test
    void metricsOfOneNameAndContextAreTwoSeries() throws IOException {
        say(THIRD.formatted("""
                'entity': {'loss//TRAINING': {'prov:type': 'provml:Metric', 'prov:label': 'loss', 'yprov:context': 'TRAINING'},
                           'gpu//loss//TRAINING': {'prov:type': 'provml:Metric', 'prov:label': 'loss', 'yprov:context': 'TRAINING'}}"""));

        assertThat(said)
                .filteredOn(statement -> statement.types().contains("mlp:MetricSeries"))
                .extracting(series -> text(series, "mlp:name"))
                .containsExactly("loss", "gpu//loss//TRAINING");
        assertThat(notes)
                .contains("metric gpu//loss//TRAINING: another one is called loss in its context;"
                        + " it is gpu//loss//TRAINING here");
    }

    @Test
    void aMetricThatHasOneIdInAllContextsIsASeriesInEach() throws IOException {
        say("""
                {'prefix': {'context': 'context', 'yProv4ML': 'yProv4ML', 'default': 'r_GR0_0', 'prov-ml': 'prov-ml'},
                 'activity': {'context:r_GR0_0': {'yProv4ML:level': 0, 'yProv4ML:experiment_name': 'r_GR0_0'}},
                 'entity': {'yProv4ML:loss': [
                    {'yProv4ML:label': 'loss', 'yProv4ML:path': 'l_t.csv', 'yProv4ML:context': 'Context.TRAINING', 'yProv4ML:source': 'None'},
                    {'yProv4ML:label': 'loss', 'yProv4ML:path': 'l_v.csv', 'yProv4ML:context': 'Context.VALIDATION', 'yProv4ML:source': 'None'}]}}""");

        assertThat(said)
                .filteredOn(statement -> statement.types().contains("mlp:MetricSeries"))
                .extracting(series -> List.of(text(series, "mlp:context"), text(series, "prov:location")))
                .containsExactly(List.of("train", "l_t.csv"), List.of("validation", "l_v.csv"));
    }
}
