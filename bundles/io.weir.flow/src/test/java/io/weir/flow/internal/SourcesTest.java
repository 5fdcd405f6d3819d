// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.weir.api.shard.DataSource;
import io.weir.testkit.Port;
import org.junit.jupiter.api.Test;

class SourcesTest {
    private final Sources sources = new Sources(4);

    @Test
    void idThatIsGivenAgainHasANumberOfItsOwnUntilTheTablesAreSwept() {
        DataSource one = new Port(7);
        DataSource other = new Port(7);
        int number = sources.number(one);
        sources.forget(one);
        assertThat(sources.number(other)).isNotEqualTo(number);
        assertThat(sources.source(number)).isSameAs(one);
        assertThat(sources.forgotten(number)).isTrue();
        sources.swept();
        assertThat(sources.number(new Port(8))).isEqualTo(number);
        assertThat(sources.forgotten(number)).isFalse();
    }

    @Test
    void moreThanRowsCanNameAreRefusedAndNoneIsTakenForAnother() {
        for (int id = 0; id < 3; id++) {
            assertThat(sources.number(new Port(id))).isBetween(1, 3);
        }
        assertThatIllegalStateException().isThrownBy(() -> sources.number(new Port(3)));
        assertThat(sources.find(new Port(3))).isZero();
        sources.forget(new Port(1));
        sources.swept();
        assertThat(sources.number(new Port(3))).isEqualTo(2);
    }
}
