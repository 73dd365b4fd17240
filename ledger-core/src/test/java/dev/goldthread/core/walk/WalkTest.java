package dev.goldthread.core.walk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WalkTest {

    private static final long GIB = 1L << 30;

    @Test
    void aNodeWithMoreHeapVisitsMoreNodesAndOneWithLittleVisitsTheLeast() {
        assertThat(Walk.nodesMax(GIB)).isBetween(200_000, 200_100);
        assertThat(Walk.nodesMax(8 * GIB)).isBetween(1_600_000, 1_600_800);
        assertThat(Walk.nodesMax(GIB / 8)).isEqualTo(200_000);
        assertThat(Walk.nodesMax(Long.MAX_VALUE)).isEqualTo(Integer.MAX_VALUE);
    }
}
