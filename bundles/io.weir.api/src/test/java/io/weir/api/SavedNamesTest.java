// SPDX-License-Identifier: Apache-2.0
package io.weir.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.api.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SavedNamesTest {
    private static final Owner APP = Owner.app("app", "a.js");

    private final Map<String, String> disk = new TreeMap<>();
    private boolean full;
    private final OwnedNames<String> names = new OwnedNames<>("word", 10, (name, before, after) -> {});
    private final SavedNames<String> saved = saved();

    private SavedNames<String> saved() {
        Store.Shelf shelf = new Store.Shelf() {
            @Override
            public Optional<String> read(String key) {
                return Optional.ofNullable(disk.get(key));
            }

            @Override
            public void write(String key, String text) {
                if (full) {
                    throw new UncheckedIOException(new IOException("no space left"));
                }
                disk.put(key, text);
            }

            @Override
            public boolean delete(String key) {
                return disk.remove(key) != null;
            }

            @Override
            public List<String> keys() {
                return List.copyOf(disk.keySet());
            }
        };
        return new SavedNames<>("word", shelf, new SavedNames.Form<>() {
            @Override
            public Map<String, String> write(String word) {
                return Map.of("is", word);
            }

            @Override
            public String read(String name, Map<String, String> properties) {
                return Optional.ofNullable(properties.get("is"))
                        .orElseThrow(() -> InvalidInput.of("word", name, "is not there"));
            }
        });
    }

    private static Map<String, OwnedNames.Owned<String>> restored(SavedNames<String> saved) {
        OwnedNames<String> restored = new OwnedNames<>("word", 10, (name, before, after) -> {});
        saved.restore(restored::define);
        return restored.all();
    }

    private void define(Owner by, String name, String word) {
        names.define(by, name, word);
        saved.follow(name, names::all);
    }

    @Test
    void whatPeopleDefineIsReadAgainWithItsOwner() {
        define(Owner.REST, "a", "x = y\nz é");
        define(Owner.SHELL, "b", "");
        assertThat(restored(saved())).isEqualTo(names.all());
    }

    @Test
    void whatAppsDefineIsNot() {
        define(APP, "a", "x");
        assertThat(disk).isEmpty();
    }

    @Test
    void whatIsGoneOrAnothersIsForgotten() {
        define(Owner.REST, "a", "x");
        names.undefine(Owner.REST, "a");
        saved.follow("a", names::all);
        assertThat(disk).isEmpty();
        define(Owner.REST, "b", "x");
        names.undefine(Owner.REST, "b");
        define(APP, "b", "y");
        assertThat(disk).isEmpty();
    }

    @Test
    void whatWasKeptBeforeIsForgottenToo() {
        define(Owner.REST, "a", "x");
        SavedNames<String> again = saved();
        restored(again);
        again.follow("a", Map::of);
        assertThat(disk).isEmpty();
    }

    @Test
    void aPieceThatCannotBeReadStaysWhereItIs() {
        disk.put("a", "other=1");
        disk.put("b", "is=\\u1");
        disk.put("c", "is=x");
        assertThat(restored(saved)).containsOnlyKeys("c");
        assertThat(disk).containsOnlyKeys("a", "b", "c");
    }

    @Test
    void oneThatIsRefusedStaysWhereItIs() {
        define(Owner.REST, "a", "x");
        define(Owner.REST, "b", "y");
        OwnedNames<String> one = new OwnedNames<>("word", 1, (name, before, after) -> {});
        saved().restore(one::define);
        assertThat(one.all()).containsOnlyKeys("a");
        assertThat(disk).containsOnlyKeys("a", "b");
    }

    @Test
    void aFullDiskIsTold() {
        full = true;
        assertThatThrownBy(() -> define(Owner.REST, "a", "x"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("word \"a\": is in force but not saved")
                .hasMessageContaining("no space left");
    }
}
