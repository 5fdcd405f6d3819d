// SPDX-License-Identifier: Apache-2.0
package io.weir.http.internal;

import static io.weir.http.internal.Rows.delete;
import static io.weir.http.internal.Rows.get;
import static io.weir.http.internal.Rows.put;
import static io.weir.http.internal.Rows.rehearsal;
import static io.weir.http.internal.Rows.rehearsing;
import static io.weir.http.internal.Rows.with;

import io.weir.api.OwnedNames.Owned;
import io.weir.api.Owner;
import io.weir.api.http.Request;
import io.weir.api.http.Resource;
import io.weir.api.http.ResourceSource;
import io.weir.api.http.Response;
import io.weir.api.http.Shape;
import io.weir.api.lookup.GroupSet;
import io.weir.api.lookup.Groups;
import io.weir.api.lookup.LabelMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Resources about address groups and maps. Thread: immutable. */
@Component
public final class LookupResources implements ResourceSource {
    private static final Shape GROUP_LISTS = Shape.JSON
            .example("{\"office\":[\"10.4.0.0/16\",\"2001:db8:4::/48\"]}")
            .rehearses();
    private static final Shape VALUE_LISTS =
            Shape.JSON.example("{\"web\":[\"80\",\"443\"]}").rehearses();

    private final Services services;
    private final Named<GroupSet> groups;
    private final Named<LabelMap> maps;

    @Activate
    public LookupResources(@Reference Services services) {
        this.services = services;
        groups = new Named<>(
                "group set", services::groups, owned -> owned.definition().groups());
        maps = new Named<>("map", services::maps, owned -> owned.definition().labels());
    }

    @Override
    public Collection<Resource> resources() {
        List<Resource> rows = new ArrayList<>();
        rows.add(get("/group/json", "The names of all sets of address groups", groups::names));
        rows.addAll(with(
                GROUP_LISTS,
                put(
                        "/group/json",
                        "Replaces the set \"default\": for each group an array of prefixes",
                        request -> defineGroups(Groups.DEFAULT, request))));
        rows.add(get(
                "/groups/json",
                "All sets of address groups: owner, when last updated (ms since 1970), number of groups and of prefixes",
                request -> json(overview(
                        services.groups().all(), GroupSet::groups, "groups", "prefixes", services.groups()::updated))));
        rows.add(get("/group/{name}/json", "A set of address groups", groups::show));
        rows.addAll(with(
                GROUP_LISTS,
                put(
                        "/group/{name}/json",
                        "Replaces a set of address groups: for each group an array of prefixes",
                        request -> defineGroups(request.param("name"), request))));
        rows.add(delete("/group/{name}/json", "Removes a set of address groups", groups::undefine)
                .with(Shape.JSON.rehearses()));
        rows.add(get("/map/json", "The names of all maps", maps::names));
        rows.add(get(
                "/maps/json",
                "All maps: owner, when last updated (ms since 1970), number of labels and of values",
                request -> json(overview(
                        services.maps().all(), LabelMap::labels, "labels", "values", services.maps()::updated))));
        rows.add(get("/map/{name}/json", "A map", maps::show));
        rows.addAll(with(
                VALUE_LISTS,
                put("/map/{name}/json", "Replaces a map: for each label an array of values", this::defineMap)));
        rows.add(delete("/map/{name}/json", "Removes a map", maps::undefine).with(Shape.JSON.rehearses()));
        return rows;
    }

    private static CompletionStage<Response> json(Object value) {
        return Response.now(Response.json(value));
    }

    private static <D> Map<String, Object> overview(
            Map<String, Owned<D>> all,
            Function<D, Map<String, List<String>>> labels,
            String many,
            String texts,
            Function<String, OptionalLong> updated) {
        Map<String, Object> overview = new LinkedHashMap<>();
        all.forEach((name, owned) -> {
            Map<String, List<String>> lists = labels.apply(owned.definition());
            Map<String, Object> shown = new LinkedHashMap<>();
            shown.put("owner", owned.owner().toString());
            updated.apply(name).ifPresent(millis -> shown.put("updated", millis));
            shown.put(many, lists.size());
            shown.put(texts, lists.values().stream().mapToInt(List::size).sum());
            overview.put(name, shown);
        });
        return overview;
    }

    private CompletionStage<Response> defineGroups(String name, Request request) {
        GroupSet set = GroupSet.parse(name, request.jsonObject());
        if (rehearsing(request)) {
            return rehearsal(set.groups());
        }
        services.groups().define(Owner.REST, set);
        return Response.now(Response.noContent());
    }

    private CompletionStage<Response> defineMap(Request request) {
        LabelMap map = LabelMap.parse(request.param("name"), request.jsonObject());
        if (rehearsing(request)) {
            return rehearsal(map.labels());
        }
        services.maps().define(Owner.REST, map);
        return Response.now(Response.noContent());
    }
}
