// SPDX-License-Identifier: Apache-2.0
package io.weir.shell.internal;

import io.weir.api.lookup.GroupSet;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code weir:groups}. Thread: the console's. */
@Service
@Command(
        scope = "weir",
        name = "groups",
        description = "List the sets of address groups and who defined them.",
        detailedDescription = "See what is in one with weir:group-show NAME. Example: weir:groups -o json")
public final class GroupList extends ListCommand {
    @Override
    Listing listing(Platform with) {
        return of(with).overview(new Listing("There is none. For one: weir:group-set sites office 10.4.0.0/16"));
    }

    static Labelled<GroupSet> of(Platform with) {
        return new Labelled<>("group set", with.groups(), GroupSet::groups, GroupSet::parse);
    }
}
