package dev.goldthread.streams.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class OffsetStepsTest {

    @Test
    void holdsOneOffsetWithoutAnyBytes() {
        OffsetSteps steps = new OffsetSteps(7);
        steps.add(7);

        assertThat(steps.toBytes()).isEmpty();
        assertThat(OffsetSteps.offsets(7, steps.toBytes())).containsExactly(7);
    }

    @Test
    void readsWhatWasAddedInOrderAndOnce() {
        OffsetSteps steps = new OffsetSteps(7);
        steps.add(8);
        steps.add(8);
        steps.add(8 + 127);
        steps.add(8 + 127 + 128);
        steps.add(1L << 47);

        assertThat(OffsetSteps.offsets(7, steps.toBytes()))
                .containsExactly(7, 8, 135, 263, 1L << 47);
    }

    @Test
    void keepsNothingOfARowBefore() {
        OffsetSteps steps = new OffsetSteps(7);
        steps.add(1_000);
        steps.restart(2_000);
        steps.add(2_001);

        assertThat(OffsetSteps.offsets(2_000, steps.toBytes())).containsExactly(2_000, 2_001);
    }

    @Test
    void growsWithItsOffsets() {
        Random random = new Random(3);
        long[] offsets =
                LongStream.iterate(5, offset -> offset + 1 + random.nextInt(1 << 20))
                        .limit(10_000)
                        .toArray();
        OffsetSteps steps = new OffsetSteps(offsets[0]);
        LongStream.of(offsets).forEach(steps::add);

        assertThat(OffsetSteps.offsets(offsets[0], steps.toBytes())).isEqualTo(offsets);
    }
}
