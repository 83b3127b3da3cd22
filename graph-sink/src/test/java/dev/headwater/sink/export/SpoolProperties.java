package dev.headwater.sink.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

class SpoolProperties {

    @Property(tries = 200)
    void givesBackEachKeyOnceInOrderWhateverFitsIntoMemory(
            @ForAll @Size(max = 60) List<@StringLength(max = 3) String> keys,
            @ForAll @IntRange(min = 1, max = 2_000) int limit)
            throws IOException {
        Path folder = Files.createTempDirectory("spool");
        try {
            Spool spool = new Spool(folder, "s", limit);
            TreeMap<String, String> expected = new TreeMap<>();
            for (int i = 0; i < keys.size(); i++) {
                String value = i % 3 == 0 ? "" : keys.get(i) + i;
                spool.add(keys.get(i), value.getBytes(StandardCharsets.UTF_8));
                expected.merge(keys.get(i), value, (known, more) -> known.isEmpty() ? more : known);
            }

            List<String> read = new ArrayList<>();
            spool.read((key, value) -> read.add(key + "=" + new String(value, StandardCharsets.UTF_8)));

            assertThat(read)
                    .isEqualTo(expected.entrySet().stream()
                            .map(entry -> entry.getKey() + "=" + entry.getValue())
                            .toList());
            spool.close();
            assertThat(folder).isEmptyDirectory();
        } finally {
            Files.delete(folder);
        }
    }
}
