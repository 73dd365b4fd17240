package dev.goldthread.streams.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HashSortTest {

    /** One after the other by one sorter, as batches come. */
    private final HashSort sort = new HashSort();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 31, 1_000, 8_192, 40_000, 100_000})
    void sortsUnsigned(int count) {
        Random random = new Random(count);

        holds(count, i -> random.nextLong());
        holds(count, i -> random.nextInt(7) * 0x2492_4924_9249_2492L);
    }

    /** Whoever chooses names could make their hashes begin alike. */
    @ParameterizedTest
    @ValueSource(ints = {2, 33, 20_000})
    void sortsWhatIsNotSpread(int count) {
        Random random = new Random(count);

        holds(count, i -> 0xFFFF_0000_0000_0000L | random.nextInt(1 << 30));
        holds(count, i -> -i);
        holds(count, i -> 5);
    }

    private void holds(int count, LongUnaryOperator numberAt) {
        long[] numbers = new long[count + 3];
        for (int i = 0; i < count; i++) {
            numbers[i] = numberAt.applyAsLong(i);
        }
        long[] expected =
                Arrays.stream(numbers, 0, count)
                        .boxed()
                        .sorted(Long::compareUnsigned)
                        .mapToLong(Long::longValue)
                        .toArray();

        sort.sort(numbers, count);

        assertThat(Arrays.copyOf(numbers, count)).isEqualTo(expected);
        assertThat(Arrays.copyOfRange(numbers, count, count + 3)).containsOnly(0);
    }
}
