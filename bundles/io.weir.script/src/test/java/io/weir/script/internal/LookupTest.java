// SPDX-License-Identifier: Apache-2.0
package io.weir.script.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.Owner;
import io.weir.api.Registration;
import io.weir.api.lookup.GroupSet;
import io.weir.lookup.internal.GroupRegistry;
import io.weir.lookup.internal.MapRegistry;
import io.weir.script.internal.functions.LookupFunctions;
import io.weir.script.internal.functions.ScriptLog;
import io.weir.testkit.MemoryStore;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LookupTest {
    private final Engine engine = new Engine();
    private final MemoryStore store = new MemoryStore();
    private final GroupRegistry groups = new GroupRegistry(store, engine.timeline);
    private final MapRegistry maps = new MapRegistry(store, engine.timeline);

    @BeforeEach
    void add() {
        engine.runtime.add(new LookupFunctions(groups, maps, new ScriptLog(engine.timeline)).rows());
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void setsAreSetReadAndCleared() {
        String source = "tell(setGroups('sites', {office: ['10.4.0.0/16', 'FC00::/7', ''], none: []}));"
                + "tell(getGroups('sites')); tell(clearGroups('sites')); tell(clearGroups('sites')); tell(getGroups('sites'));";
        assertThat(engine.toldBy(source))
                .containsExactly(
                        true,
                        Map.of("office", List.of("10.4.0.0/16", "FC00::/7"), "none", List.of()),
                        true,
                        false,
                        null);
    }

    @Test
    void aSetThatCannotBeReadIsRefusedAndTheOldOneStays() {
        String source = "setGroups('sites', {a: ['10.0.0.1']});"
                + "[{a: ['10.0.0.300']}, 'text', {a: {b: 1}}].forEach(function(g) tell(setGroups('sites', g)));"
                + "tell(setGroups('a/b', {})); tell(getGroups('sites'));";
        assertThat(engine.toldBy(source)).containsExactly(false, false, false, false, Map.of("a", List.of("10.0.0.1")));
    }

    @Test
    void theSetDefaultNeedsNoName() {
        assertThat(engine.toldBy("tell(setGroups({a: ['10.0.0.1']})); tell(getGroups());"))
                .containsExactly(true, Map.of("a", List.of("10.0.0.1")));
        assertThat(groups.all()).containsOnlyKeys("default");
    }

    @Test
    void numbersInMapsAreTexts() {
        String source =
                "tell(setMap('m', {x: [5, '6', 65540]})); tell(getMap('m')); tell(clearMap('m')); tell(getMap('m'));";
        assertThat(engine.toldBy(source)).containsExactly(true, Map.of("x", List.of("5", "6", "65540")), true, null);
    }

    @Test
    void whatAScriptSetGoesWithIt() {
        Registration script = engine.run(
                "for (var i = 0; i < 3; i++) setGroups('s', {a: ['10.0.0.' + i]}); setMap('m', {a: ['1']});");
        assertThat(groups.all().get("s").definition().groups()).isEqualTo(Map.of("a", List.of("10.0.0.2")));
        assertThat(maps.all()).containsOnlyKeys("m");
        script.close();
        Engine.await(() -> groups.all().isEmpty() && maps.all().isEmpty());
    }

    @Test
    void aNameThatBelongsToAnotherIsAFault() {
        groups.define(Owner.REST, GroupSet.parse("sites", Map.of()));
        engine.run("setGroups('sites', {})");
        assertThat(engine.fault()).contains("group set \"sites\": name is taken: owner=rest");
    }
}
