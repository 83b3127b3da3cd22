package dev.headwater.agent.hardware;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JvmSamplerTest {

    private static final int MOST_COLLECTIONS = 200;

    @Test
    void heapIsInBytesAndCollectionIsAShareOfTime() {
        JvmSampler sampler = new JvmSampler("jvm.3");
        Map<String, Double> first = sampled(sampler);
        assertThat(first).containsOnlyKeys("jvm.3/heap_used/By");
        assertThat(first.get("jvm.3/heap_used/By"))
                .isBetween(1e5, (double) Runtime.getRuntime().maxMemory());

        // The JDK counts whole milliseconds: a collection may seem to take none.
        double share = 0;
        for (int i = 0; i < MOST_COLLECTIONS && share == 0; i++) {
            System.gc();
            share = sampled(sampler).getOrDefault("jvm.3/gc_time/1", 0.0);
        }
        assertThat(share).isPositive();
    }

    private static Map<String, Double> sampled(JvmSampler sampler) {
        Map<String, Double> measured = new HashMap<>();
        sampler.sample(
                System.nanoTime(),
                (device, quantity, unit, value) -> measured.put(device + "/" + quantity + "/" + unit, value));
        return measured;
    }
}
