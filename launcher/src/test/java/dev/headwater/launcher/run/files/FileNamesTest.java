package dev.headwater.launcher.run.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileNamesTest {

    @ParameterizedTest
    @CsvSource({
        "step_1000.pt, 1000",
        "step1000, 1000",
        "model-step-12.bin, 12",
        "epoch=3-step=1200.ckpt, 1200",
        "checkpoint-500, 500",
        "global_step500, 500",
        "iter_0000100, 100",
        "ckpt-7.index, 7",
        "epoch_3.pt,",
        "model_v2.pt,",
        "latest.pt,",
        "footstep5.png,",
        "step_0.5.pt,",
        "stepsize.txt,"
    })
    void tellTheStep(String name, Long step) {
        assertThat(FileNames.step(Path.of("folder", name))).isEqualTo(step);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x.tmp",
                "x.pt.tmp",
                "x.tmp.1234",
                "x.part",
                ".x.pt.swp",
                ".hidden",
                "tmp-checkpoint-500",
                "tmp_x",
                "x~",
                "x.lock",
                "x.incomplete",
                "x.PARTIAL"
            })
    void areTemporary(String name) {
        assertThat(FileNames.isTemporary(Path.of("folder", name))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x.pt", "template.txt", "x.part1", "tmpfile", "temperature-1.csv", "x.temperature"})
    void areNotTemporary(String name) {
        assertThat(FileNames.isTemporary(Path.of("folder", name))).isFalse();
    }
}
