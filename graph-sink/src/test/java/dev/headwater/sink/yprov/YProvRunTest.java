package dev.headwater.sink.yprov;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.prov.Attribute;
import dev.headwater.prov.Digest;
import dev.headwater.prov.Formal;
import dev.headwater.prov.Kind;
import dev.headwater.prov.Statement;
import dev.headwater.prov.Value;
import dev.headwater.series.SeriesChunk;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Documents of each generation, with the defects that each has; ' stands for the quotes of JSON, ` for those of Python. */
class YProvRunTest extends YProvImports {

    /** The oldest: attributes in a namespace that is no IRI, points as printed lists, no times. */
    private static final String FIRST = """
            {'prefix': {'default': 'user', 'xsd_1': 'http://www.w3.org/2000/10/XMLSchema#', 'prov-ml': 'prov-ml'},
             'entity': {
               'mnist': [{'prov-ml:run_id': '0', 'prov-ml:type': 'LearningStage', 'prov-ml:user_id': 'ada',
                          'prov-ml:python_version': '3.10', 'prov-ml:requirements': 'torch==2'},
                         {'prov-ml:type': 'Experiment', 'prov-ml:experiment_name': 'mnist'}],
               'loss_Context.TRAINING': {'prov-ml:type': 'Metric', 'prov-ml:name': 'loss', 'prov-ml:context': 'Context.TRAINING',
                  'prov-ml:source': 'custom_metric', 'prov-ml:metric_epoch_list': '[0, 0, 1]',
                  'prov-ml:metric_value_list': '[1.5, nan, 0.5]', 'prov-ml:metric_timestamp_list': '[1000, 2000, 3000]'},
               'lr': {'prov-ml:parameter_value': '1973^^xsd:double', 'prov-ml:type': 'Parameter'},
               'execution_start_time': {'prov-ml:parameter_value': '1795788942.5', 'prov-ml:type': 'Parameter'},
               'execution_end_time': {'prov-ml:parameter_value': '1795788943.75', 'prov-ml:type': 'Parameter'},
               'batch': {'prov-ml:parameter_value': '{`$`: 32, `type`: `xsd:int`}', 'prov-ml:type': 'Parameter'},
               'source_code': {'prov-ml:type': 'SourceCode'},
               'train_dataset': {'prov-ml:type': 'Dataset', 'prov-ml:train_dataset_stat_total_samples': '60000'},
               'out/model.pt': {'prov-ml:type': 'ModelVersion', 'prov-ml:creation_epoch': '2', 'prov-ml:artifact_uri': 'out/model.pt'}},
             'activity': {'mnist_execution': {'prov-ml:type': 'LearningExecution'},
                          'epoch_0': {'prov-ml:type': 'TrainingExecution'}, 'prov-ml:Models': {},
                          'commit': {'prov-ml:source_git_commit': 'abc123'}},
             'agent': {'ada': {}},
             'wasStartedBy': {'_:1': {'prov:activity': 'epoch_0', 'prov:trigger': 'mnist_execution'}},
             'wasInformedBy': {'_:2': {'prov:informed': 'prov-ml:Models', 'prov:informant': 'mnist_execution'}},
             'used': {'_:3': {'prov:activity': 'mnist_execution', 'prov:entity': 'train_dataset'}},
             'wasGeneratedBy': {'_:4': {'prov:entity': 'out/model.pt', 'prov:activity': 'mnist_execution'}}}""";

    /** The second: contexts with levels, parameters as their attributes, roles on entities. */
    private static final String SECOND = """
            {'prefix': {'context': 'context', 'yProv4ML': 'yProv4ML', 'default': 'mnist_GR0_3', 'prov-ml': 'prov-ml'},
             'activity': {'context:mnist_GR0_3': {'yProv4ML:level': 0, 'yProv4ML:experiment_name': 'mnist_GR0_3',
                            'yProv4ML:run_id': 3, 'yProv4ML:lr': 0.1, 'yProv4ML:layers': '{`$`: `[1, 2]`, `type`: `list`}'},
                          'context:Context.TRAINING': {'yProv4ML:level': 1, 'yProv4ML:lr': 0.2}},
             'agent': {'yProv4ML:ada': {}},
             'wasInformedBy': {'_:1': {'prov:informed': 'context:Context.TRAINING', 'prov:informant': 'context:mnist_GR0_3'}},
             'entity': {'yProv4ML:loss': {'yProv4ML:label': 'loss', 'yProv4ML:path': 'prov/mnist_3/metrics_GR0/loss.csv',
                            'yProv4ML:role': 'output', 'yProv4ML:context': 'Context.TRAINING', 'yProv4ML:source': 'None'}},
             'wasGeneratedBy': {'_:2': {'prov:entity': 'yProv4ML:loss', 'prov:activity': 'context:Context.TRAINING'}}}""";

    @Test
    void aDocumentOfTheFirstGenerationIsARun() throws IOException {
        say(FIRST);

        Statement run = only("mlp:Run");
        assertThat(text(run, "mlp:experiment")).isEqualTo("mnist");
        assertThat(text(run, "mlp:name")).isEqualTo("mnist");
        assertThat(text(run, "mlp:status")).isEqualTo("FINISHED");
        assertThat(text(run, "mlp:runId")).isEqualTo("mnist-01234567");
        assertThat(run.formal(Formal.START_TIME)).isEqualTo("2026-11-27T14:15:42.500Z");
        assertThat(run.formal(Formal.END_TIME)).isEqualTo("2026-11-27T14:15:43.750Z");
        assertThat(only("mlp:Configuration").attributes())
                .startsWith(new Attribute("param:batch", Value.of(32)), new Attribute("param:lr", Value.of(1973.0)));
        assertThat(text(only("mlp:Configuration"), "mlp:sha256")).matches("[0-9a-f]{64}");
        assertThat(only("mlp:SourceCode").id()).isEqualTo("code:abc123");
        assertThat(text(only("mlp:Environment"), "fact:python.version")).isEqualTo("3.10");
        assertThat(only("prov:Person").id()).isEqualTo("user:ada");
        assertThat(text(only("mlp:Dataset"), "mlp:rows")).isEqualTo("60000");
        assertThat(only("mlp:Epoch").id()).isEqualTo("phase:mnist-01234567/epoch/0");
        assertThat(relation(Kind.WAS_GENERATED_BY, only("mlp:Model").id(), "run:mnist-01234567"))
                .satisfies(made -> assertThat(text(made, "mlp:step")).isEqualTo("2"));
        assertThat(relation(
                        Kind.WAS_DERIVED_FROM,
                        only("mlp:Model").id(),
                        only("mlp:Dataset").id()))
                .isNotNull();
    }

    @Test
    void thePointsThatItHoldsAreASeries() throws IOException {
        say(FIRST);

        Statement series = only("mlp:MetricSeries");
        assertThat(series.id()).isEqualTo("series:mnist-01234567/train/loss");
        assertThat(text(series, "mlp:count")).isEqualTo("3");
        assertThat(text(series, "mlp:nonFinite")).isEqualTo("1");
        assertThat(text(series, "mlp:min")).isEqualTo("0.5");
        assertThat(text(series, "mlp:mean")).isEqualTo("1.0");
        assertThat(text(series, "mlp:lastStep")).isEqualTo("1");
        assertThat(text(series, "mlp:stepsRepeated")).isEqualTo("1");
        assertThat(text(series, "mlp:firstTime")).isEqualTo("1970-01-01T00:00:01.000Z");
        assertThat(chunks).singleElement().satisfies(chunk -> {
            assertThat(chunk.getSeriesId()).isEqualTo(series.id());
            assertThat(chunk.getStepDeltas()).containsExactly(0L, 0L, 1L);
            assertThat(chunk.getValues()).containsExactly(1.5, Double.NaN, 0.5);
        });
    }

    @Test
    void aDocumentOfTheSecondGenerationHasItsParametersInContexts() throws IOException {
        metrics.put("prov/mnist_3/metrics_GR0/loss.csv", new double[] {3, 1, 2});

        say(SECOND);

        assertThat(text(only("mlp:Run"), "mlp:experiment")).isEqualTo("mnist");
        assertThat(only("mlp:Configuration").attributes())
                .containsExactly(
                        new Attribute("param:layers", Value.of("[1, 2]")),
                        new Attribute("param:lr", Value.of(0.1)),
                        new Attribute("param:train/lr", Value.of(0.2)),
                        new Attribute(
                                "mlp:sha256",
                                Value.of(Digest.ofParameters(Map.of(
                                        "layers", Value.of("[1, 2]"),
                                        "lr", Value.of(0.1),
                                        "train/lr", Value.of(0.2))))));
        assertThat(text(only("mlp:MetricSeries"), "mlp:p50")).isEqualTo("2.0");
        assertThat(text(only("mlp:Phase"), "mlp:kind")).isEqualTo("train");
    }

    @Test
    void whatIsNotThereIsSaidAndTheRestIsARun() throws IOException {
        say(SECOND);

        assertThat(notes).containsExactly("metric loss: absent");
        assertThat(only("mlp:MetricSeries").attributes())
                .extracting(Attribute::name)
                .contains("prov:location")
                .doesNotContain("mlp:count");
    }

    @Test
    void aLongSeriesComesInChunks() throws IOException {
        metrics.put("prov/mnist_3/metrics_GR0/loss.csv", new double[SeriesOfPoints.CHUNK + 1]);

        say(SECOND);

        assertThat(chunks).extracting(SeriesChunk::getIndex).containsExactly(0, 1);
        assertThat(chunks).extracting(chunk -> chunk.getValues().size()).containsExactly(SeriesOfPoints.CHUNK, 1);
    }

    @Test
    void aDocumentOfOthersIsNone() throws IOException {
        assertThat(read("{'prefix': {'ex': 'http://example.org/'}, 'entity': {'ex:e': {}}}"))
                .isEmpty();
    }

    @Test
    void aDocumentWithoutARunIsRefused() {
        assertThatThrownBy(() -> say("{'prefix': {'prov-ml': 'prov-ml'}, 'entity': {'prov-ml:e': {}}}"))
                .hasMessageContaining("no activity in it has an experiment_name");
    }
}
