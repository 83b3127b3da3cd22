package dev.headwater.processor.completeness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SequenceRangesProperties {

    @Provide
    Arbitrary<List<long[]>> ranges() {
        return Combinators.combine(
                        Arbitraries.longs().between(0, 60), Arbitraries.longs().between(0, 8))
                .as((first, more) -> new long[] {first, first + more})
                .list()
                .ofMaxSize(30);
    }

    @Property
    void theyAreTheSetOfAllNumbersAdded(@ForAll("ranges") List<long[]> added) {
        SequenceRanges ranges = SequenceRanges.none();
        Set<Long> model = new TreeSet<>();
        for (long[] range : added) {
            long known = LongStream.rangeClosed(range[0], range[1])
                    .filter(model::contains)
                    .count();
            assertThat(ranges.overlap(range[0], range[1])).isEqualTo(known);
            ranges.add(range[0], range[1]);
            LongStream.rangeClosed(range[0], range[1]).forEach(model::add);
        }
        assertThat(ranges.count()).isEqualTo(model.size());
        assertThat(SequenceRanges.of(ranges.flattened()).count()).isEqualTo(model.size());
        long missing = ranges.gaps(0, 70).stream()
                .mapToLong(gap -> gap.last() - gap.first() + 1)
                .sum();
        assertThat(missing).isEqualTo(71 - model.size());
        List<Long> flat = ranges.flattened();
        for (int i = 2; i < flat.size(); i += 2) {
            assertThat(flat.get(i)).isGreaterThan(flat.get(i - 1) + 1);
        }
    }
}
