// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.weir.api.shard.Agent;
import io.weir.api.shard.DataSource;
import org.junit.jupiter.api.Test;

class SourcesTest {
    private record Source(int id) implements DataSource {
        @Override
        public Agent agent() {
            throw new UnsupportedOperationException();
        }

        @Override
        public long subAgent() {
            return 0;
        }

        @Override
        public int sourceClass() {
            return 0;
        }

        @Override
        public long index() {
            return id;
        }

        @Override
        public String name() {
            return Integer.toString(id);
        }
    }

    private final Sources sources = new Sources(4);

    @Test
    void idThatIsGivenAgainHasANumberOfItsOwnUntilTheTablesAreSwept() {
        DataSource one = new Source(7);
        DataSource other = new Source(7);
        int number = sources.number(one);
        sources.forget(one);
        assertThat(sources.number(other)).isNotEqualTo(number);
        assertThat(sources.source(number)).isSameAs(one);
        assertThat(sources.forgotten(number)).isTrue();
        sources.swept();
        assertThat(sources.number(new Source(8))).isEqualTo(number);
        assertThat(sources.forgotten(number)).isFalse();
    }

    @Test
    void moreThanRowsCanNameAreRefusedAndNoneIsTakenForAnother() {
        for (int id = 0; id < 3; id++) {
            assertThat(sources.number(new Source(id))).isBetween(1, 3);
        }
        assertThatIllegalStateException().isThrownBy(() -> sources.number(new Source(3)));
        assertThat(sources.find(new Source(3))).isZero();
        sources.forget(new Source(1));
        sources.swept();
        assertThat(sources.number(new Source(3))).isEqualTo(2);
    }
}
