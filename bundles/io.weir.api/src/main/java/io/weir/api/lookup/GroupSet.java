// SPDX-License-Identifier: Apache-2.0
package io.weir.api.lookup;

import io.weir.api.InvalidInput;
import io.weir.api.net.Prefix;
import java.util.List;
import java.util.Map;

/**
 * Groups of addresses: an address belongs to the group that has its longest matching prefix. Thread: immutable.
 *
 * @param groups by name: prefixes as written, IPv4 and IPv6 mixed, bare addresses being prefixes of full length. One that
 *     stands in several groups counts for the first
 */
public record GroupSet(String name, Map<String, List<String>> groups) {
    private static final String WHAT = "group set";

    public GroupSet {
        groups = Labels.copy(groups);
    }

    /**
     * Reads a set as REST bodies and scripts give it: for each group an array of prefixes or a text with commas between them;
     * empty texts are passed over. Throws {@link InvalidInput}.
     */
    public static GroupSet parse(String name, Map<String, ?> groups) {
        GroupSet set = new GroupSet(Labels.name(WHAT, name), Labels.read(WHAT, name, groups, true));
        set.groups().forEach((group, prefixes) -> check(name, group, prefixes));
        return set;
    }

    private static void check(String name, String group, List<String> prefixes) {
        for (String prefix : prefixes) {
            try {
                Prefix.parse(prefix);
            } catch (InvalidInput e) {
                throw e.within("group", group).within(WHAT, name);
            }
        }
    }
}
