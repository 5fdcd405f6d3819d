// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.weir.sflow.Received;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShardRingTest {
    private final ShardRing ring = new ShardRing(64);
    private final List<byte[]> taken = new ArrayList<>();

    private boolean offer(int length, int fill) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) fill);
        return ring.offer(Unpooled.wrappedBuffer(bytes), new Received().set(0, 1, 2, 3, 4));
    }

    private int drain(int most) {
        return ring.drain(
                (bytes, from) ->
                        taken.add(Arrays.copyOfRange(bytes.array(), bytes.offset(), bytes.offset() + bytes.length())),
                most);
    }

    @Test
    void fullRingRefusesAndTakesAgainWhenDrained() {
        for (int i = 0; i < 64; i++) {
            assertThat(offer(100, i)).isTrue();
        }
        assertThat(offer(100, 64)).isFalse();
        assertThat(drain(10)).isEqualTo(10);
        assertThat(offer(100, 64)).isTrue();
        assertThat(ring.backlog()).isEqualTo(55);
    }

    @Test
    void datagramsOfEveryLengthComeOutWholeAndInOrder() {
        int[] lengths = {1, ShardRing.PLACE, ShardRing.PLACE + 1, 9_000, ShardRing.LONGEST, 4, 12_345};
        for (int round = 0; round < 50; round++) {
            for (int i = 0; i < lengths.length; i++) {
                taken.clear();
                assertThat(offer(lengths[i], round + i)).isTrue();
                assertThat(offer(7, 99)).isTrue();
                while (drain(1) > 0) {}
                assertThat(taken).hasSize(2);
                assertThat(taken.get(0)).hasSize(lengths[i]).containsOnly(round + i);
                assertThat(taken.get(1)).hasSize(7).containsOnly(99);
            }
        }
    }

    @Test
    void longDatagramTakesTheRoomOfSeveral() {
        assertThat(offer(ShardRing.LONGEST, 1)).isTrue();
        assertThat(offer(ShardRing.LONGEST, 2)).isTrue();
        assertThat(offer(1, 3)).isFalse();
        assertThat(drain(64)).isEqualTo(2);
        assertThat(offer(1, 3)).isTrue();
    }
}
