// SPDX-License-Identifier: Apache-2.0
package io.weir.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AppScopeTest {
    private final List<String> closed = new ArrayList<>();

    @Test
    void closesNewestFirstAndOnce() {
        AppScope scope = new AppScope();
        scope.own(() -> closed.add("first"));
        scope.own(() -> closed.add("second"));

        scope.close();
        scope.close();

        assertThat(closed).containsExactly("second", "first");
    }

    @Test
    void whatComesTooLateIsClosedAtOnce() {
        AppScope scope = new AppScope();
        scope.close();

        scope.own(() -> closed.add("late"));

        assertThat(closed).containsExactly("late");
    }
}
