package dev.headwater.launcher.run.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyValueReaderTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "loss=0.5 | loss | 0.5",
                "loss: 0.5 | loss | 0.5",
                "{'loss': 0.5} | loss | 0.5",
                "{'loss': '0.5'} | loss | 0.5",
                "{\"loss\": 0.5} | loss | 0.5",
                "{'loss': np.float64(0.5)} | loss | 0.5",
                "loss: tensor(0.5, device='cuda:0') | loss | 0.5",
                "train/loss=1e-3 | train/loss | 0.001",
                "Train Epoch: 1 [0/60000 (0%)]\tLoss: 2.300039 | Loss | 2.300039",
                "Test set: Average loss: 0.0567, Accuracy: 9814/10000 (98%) | loss | 0.0567",
                "1875/1875 [====] - 3s 2ms/step - loss: 0.2912 | loss | 0.2912",
                "iter 100: loss 2.5, time 12.3ms | loss | 2.5",
                "Loss 6.9e+00 (7.0e+00) | Loss | 6.9",
                "acc: 95.2% | acc | 95.2",
                "loss is fine. loss=-.5. | loss | -0.5",
                "Acc@1=70.5 | Acc@1 | 70.5"
            })
    void findsTheNumber(String line, String name, double value) {
        assertThat(only(line).values()).isEqualTo(Map.of(name, value));
    }

    @Test
    void readsSeveralOfALine() {
        Said said = only("Epoch 3: 45%|████▌     | 450/1000 [00:10<00:12, 43.2it/s, loss=0.123, v_num=0]");

        assertThat(said).isEqualTo(new Said(null, 3.0, Map.of("loss", 0.123, "v_num", 0.0)));
    }

    @Test
    void takesTheSideForTheContext() {
        assertThat(only("Training loss: 0.3, validation loss: 0.4 val acc 0.9").values())
                .isEqualTo(Map.of("training/loss", 0.3, "validation/loss", 0.4, "val/acc", 0.9));
    }

    @Test
    void knowsStepAndEpochByManyNames() {
        assertThat(only("Epoch [2/10], Step [100/600], Loss: 0.5")).isEqualTo(new Said(100L, 2.0, Map.of("Loss", 0.5)));
        assertThat(only("global_step=7 loss=1")).isEqualTo(new Said(7L, null, Map.of("loss", 1.0)));
        assertThat(only("{'loss': 0.5, 'epoch': 1.25}")).isEqualTo(new Said(null, 1.25, Map.of("loss", 0.5)));
        assertThat(only("[12]\ttrain-rmse:0.5\teval-rmse:0.6"))
                .isEqualTo(new Said(12L, null, Map.of("train-rmse", 0.5, "eval-rmse", 0.6)));
        assertThat(only("[LightGBM] [12] training's loss: 0.5").step()).isEqualTo(12L);
        assertThat(only("Epoch 1/10")).isEqualTo(new Said(null, 1.0, Map.of()));
    }

    @Test
    void readsWhatIsNotFinite() {
        assertThat(only("loss=nan grad=inf other=-Infinity").values())
                .isEqualTo(Map.of(
                        "loss", Double.NaN, "grad", Double.POSITIVE_INFINITY, "other", Double.NEGATIVE_INFINITY));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nothing here",
                "2024-01-01 12:34:56,123 INFO: 5 files",
                "2024-01-01T12:34:56 hello",
                "ETA: 0:01:23",
                "took 5 seconds",
                "size=3.5MB",
                "train.py:123: UserWarning: no",
                "http://host:8080/x",
                "version=1.2.3",
                "[12] alone",
                "total=1,234,567",
                "it=0x1p3",
                "accuracy: 98/100"
            })
    void findsNoneWhereThereIsNone(String line) {
        assertThat(all(line)).isEmpty();
    }

    @Test
    void isQuickWithALineOfMuchText() {
        assertThat(all("a".repeat(60_000) + " " + "b ".repeat(2_000) + "=".repeat(1_000) + " ".repeat(1_000)))
                .isEmpty();
        assertThat(only("x ".repeat(20_000) + "loss=1").values()).isEqualTo(Map.of("loss", 1.0));
    }

    private static Said only(String line) {
        List<Said> all = all(line);
        assertThat(all).as(line).hasSize(1);
        return all.get(0);
    }

    private static List<Said> all(String line) {
        List<Said> all = new ArrayList<>();
        new KeyValueReader().read(line, all::add);
        return all;
    }
}
