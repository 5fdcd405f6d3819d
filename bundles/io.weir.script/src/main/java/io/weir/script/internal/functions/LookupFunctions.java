// SPDX-License-Identifier: Apache-2.0
package io.weir.script.internal.functions;

import io.weir.api.InvalidInput;
import io.weir.api.OwnedNames.Owned;
import io.weir.api.lookup.GroupSet;
import io.weir.api.lookup.Groups;
import io.weir.api.lookup.LabelMap;
import io.weir.api.lookup.Maps;
import io.weir.api.script.ScriptContext;
import io.weir.api.script.ScriptFunction;
import java.util.List;

/** Functions about address groups and maps. Thread: any. */
public final class LookupFunctions {
    private final Groups groups;
    private final Maps maps;
    private final ScriptLog log;

    public LookupFunctions(Groups groups, Maps maps, ScriptLog log) {
        this.groups = groups;
        this.maps = maps;
        this.log = log;
    }

    public List<ScriptFunction> rows() {
        return new Rows()
                .row(
                        "setGroups(set: string | object, groups?: object): boolean",
                        "Replaces a set of address groups (default, where only groups are given): for each group an array of"
                                + " prefixes; false, and a warning, when one cannot be read: the set stays as it was",
                        this::setGroups)
                .row(
                        "getGroups(set?: string): object",
                        "The groups of a set, with their prefixes; null when there is none",
                        (script, a) -> {
                            Owned<GroupSet> set = groups.all().get(set(a));
                            return set == null ? null : set.definition().groups();
                        })
                .row(
                        "clearGroups(set?: string): boolean",
                        "Removes a set of address groups that this script has set; whether there was one",
                        this::clearGroups)
                .row(
                        "setMap(name: string, labels: object): boolean",
                        "Replaces a map: for each label an array of values; false, and a warning, when it cannot be read",
                        this::setMap)
                .row(
                        "getMap(name: string): object",
                        "The labels of a map, with their values; null when there is none",
                        (script, a) -> {
                            Owned<LabelMap> map = maps.all().get(a.text(0));
                            return map == null ? null : map.definition().labels();
                        })
                .row(
                        "clearMap(name: string): boolean",
                        "Removes a map that this script has set; whether there was one",
                        this::clearMap)
                .list();
    }

    private static String set(Arguments a) {
        return a.has(0) ? a.text(0) : Groups.DEFAULT;
    }

    private Object setGroups(ScriptContext script, Arguments a) {
        boolean named = a.list().size() > 1;
        String name = named ? set(a) : Groups.DEFAULT;
        try {
            GroupSet set = GroupSet.parse(name, a.object(named ? 1 : 0));
            script.replace("groups " + name, groups.define(script.owner(), set));
            return true;
        } catch (InvalidInput e) {
            log.warn(script, e.getMessage());
            return false;
        }
    }

    private Object clearGroups(ScriptContext script, Arguments a) {
        boolean gone = groups.undefine(script.owner(), set(a));
        script.release("groups " + set(a));
        return gone;
    }

    private Object setMap(ScriptContext script, Arguments a) {
        try {
            LabelMap map = LabelMap.parse(a.text(0), a.object(1));
            script.replace("map " + map.name(), maps.define(script.owner(), map));
            return true;
        } catch (InvalidInput e) {
            log.warn(script, e.getMessage());
            return false;
        }
    }

    private Object clearMap(ScriptContext script, Arguments a) {
        boolean gone = maps.undefine(script.owner(), a.text(0));
        script.release("map " + a.text(0));
        return gone;
    }
}
