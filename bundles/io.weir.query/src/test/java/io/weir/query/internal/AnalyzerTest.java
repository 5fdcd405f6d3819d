// SPDX-License-Identifier: Apache-2.0
package io.weir.query.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class AnalyzerTest {
    private final Analyzer analyzer = new Analyzer();

    @Test
    void bufferThatIsSmallerThanAskedForComesWithTheCommandThatRaisesIt() {
        analyzer.add(Map.of("udpBufferAsked", 8_388_608, "udpBufferGranted", 212_992));
        assertThat(analyzer.result()).containsEntry("udpBufferSysctl", "sysctl -w net.core.rmem_max=8388608");
    }

    @Test
    void bufferThatWasGrantedNeedsNoCommand() {
        analyzer.add(Map.of("udpBufferAsked", 212_992, "udpBufferGranted", 212_992));
        assertThat(analyzer.result()).doesNotContainKey("udpBufferSysctl");
    }
}
