// SPDX-License-Identifier: Apache-2.0
package io.weir.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnedNamesTest {
    private static final Owner APP = Owner.app("a", "x.js");

    private final List<String> changes = new ArrayList<>();
    private final OwnedNames<String> names = new OwnedNames<>(
            "flow definition",
            2,
            (name, before, after) -> changes.add(
                    name + " " + before.map(OwnedNames.Owned::definition).orElse("-") + ">"
                            + after.map(OwnedNames.Owned::definition).orElse("-")));

    @Test
    void theSameOwnerReplaces() {
        names.define(APP, "tcp", "1");
        names.define(APP, "tcp", "2");

        assertThat(changes).containsExactly("tcp ->1", "tcp 1>2");
    }

    @Test
    void anAppMayNotTakeWhatIsAnothers() {
        names.define(Owner.REST, "tcp", "1");

        assertThatThrownBy(() -> names.define(APP, "tcp", "2"))
                .isInstanceOf(NameTaken.class)
                .hasMessage("flow definition \"tcp\": name is taken: owner=rest");
        assertThatThrownBy(() -> names.undefine(APP, "tcp")).isInstanceOf(NameTaken.class);
    }

    @Test
    void peopleMayTakeOverFromAnApp() {
        Registration lost = names.define(APP, "tcp", "1");
        names.define(Owner.REST, "tcp", "1");

        lost.close();

        assertThat(names.find("tcp").orElseThrow().owner()).isEqualTo(Owner.REST);
    }

    @Test
    void aRegistrationUndoesItsOwnDefinitionAndNoLaterEqualOne() {
        Registration first = names.define(APP, "tcp", "1");
        Registration second = names.define(APP, "tcp", "1");

        first.close();
        assertThat(names.all()).containsKey("tcp");
        second.close();
        assertThat(names.all()).isEmpty();
    }

    @Test
    void aRefusedChangeLeavesTheOldDefinition() {
        OwnedNames<String> strict = new OwnedNames<>("threshold", 9, (name, before, after) -> {
            if (after.map(o -> o.definition().equals("bad")).orElse(false)) {
                throw InvalidInput.of("threshold", name, "bad");
            }
        });
        strict.define(APP, "t", "good");

        assertThatThrownBy(() -> strict.define(APP, "t", "bad")).isInstanceOf(InvalidInput.class);
        assertThat(strict.find("t").orElseThrow().definition()).isEqualTo("good");
    }

    @Test
    void beyondTheLimitNewNamesAreRefusedAndOldOnesMayChange() {
        names.define(APP, "a", "1");
        names.define(APP, "b", "1");

        assertThatThrownBy(() -> names.define(APP, "c", "1"))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("flow definition \"c\": too many are defined, remove some first: limit=2");
        names.define(APP, "a", "2");
        assertThat(names.undefine(APP, "b")).isTrue();
        names.define(APP, "c", "1");
        assertThat(names.all()).containsOnlyKeys("a", "c");
    }
}
