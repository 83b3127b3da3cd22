package dev.headwater.processor.detect.hardware;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.anomaly.Severity;
import dev.headwater.processor.detect.Detector;
import dev.headwater.processor.detect.Signal;
import dev.headwater.processor.series.Points;
import dev.headwater.processor.series.SeriesName;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class HardwareAnomalyTest {

    private final Detector rule = HardwareAnomaly.DEFINITION.standard();

    @Test
    void watchesHardwareOnly() {
        assertThat(rule.watches(new SeriesName("r/h/gpu0/power", true, "power", "gpu0", "h", "W")))
                .isTrue();
        assertThat(rule.watches(SeriesName.metric("r", "power", ""))).isFalse();
    }

    @Test
    void warnsOfAShiftWithWhatIsUsualAndIsCalmAfterwards() {
        Random random = new Random(9);
        double[] values = IntStream.range(0, 3_000)
                .mapToDouble(i -> 250 + 4 * random.nextGaussian() - (i >= 2_500 && i < 2_530 ? 150 : 0))
                .toArray();
        long[] times = LongStream.range(0, values.length).map(i -> i * 60_000).toArray();
        Points points = Points.of(new long[0], times, values);
        double[] memory = new double[rule.slots()];
        List<Integer> breaches = new ArrayList<>();
        List<Integer> calms = new ArrayList<>();
        List<String> said = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            Signal signal = rule.observe(memory, points, i);
            if (signal instanceof Signal.Breach breach && breach.severity() == Severity.WARNING) {
                breaches.add(i);
                said.add(breach.what().get());
            } else if (signal instanceof Signal.Calm) {
                calms.add(i);
            }
        }
        assertThat(breaches).isNotEmpty().allMatch(i -> i >= 2_500 && i < 2_503);
        assertThat(said.get(0)).matches("was (19|20|21)\\d\\.\\d on average lately where 2[45]\\d\\.\\d is usual");
        assertThat(calms).isNotEmpty().allMatch(i -> i > 2_530);
    }
}
