// SPDX-License-Identifier: Apache-2.0
package io.weir.topology.internal;

import io.weir.api.topology.Link;
import io.weir.api.topology.Network;
import io.weir.api.topology.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Which node a link leads to from which.
 *
 * <p>Thread: immutable but for the diameter, which is found when first asked for: one breadth-first walk from each node.
 */
final class Graph {
    private static final int UNKNOWN = -1;

    private final List<String> names;
    private final Map<String, Integer> numbers = new HashMap<>();
    /** Of each node its neighbours, and the links to them at the same places. */
    private final int[][] neighbours;

    private final String[][] ways;
    private final boolean empty;
    private volatile int diameter = UNKNOWN;

    Graph(Collection<String> nodes, Collection<Link> links) {
        names = List.copyOf(nodes);
        names.forEach(name -> numbers.put(name, numbers.size()));
        int[] degree = new int[names.size()];
        links.forEach(link -> each(link, (from, to) -> degree[from]++));
        neighbours = new int[names.size()][];
        ways = new String[names.size()][];
        for (int i = 0; i < degree.length; i++) {
            neighbours[i] = new int[degree[i]];
            ways[i] = new String[degree[i]];
        }
        int[] filled = new int[names.size()];
        links.forEach(link -> each(link, (from, to) -> {
            ways[from][filled[from]] = link.name();
            neighbours[from][filled[from]++] = to;
        }));
        empty = links.isEmpty();
    }

    private interface Step {
        void take(int from, int to);
    }

    private void each(Link link, Step step) {
        int one = numbers.get(link.end1().node());
        int other = numbers.get(link.end2().node());
        if (one != other) {
            step.take(one, other);
            step.take(other, one);
        }
    }

    OptionalInt diameter() {
        if (empty) {
            return OptionalInt.empty();
        }
        if (diameter == UNKNOWN) {
            int[] distance = new int[names.size()];
            int[] queue = new int[names.size()];
            int longest = 0;
            for (int from = 0; from < names.size(); from++) {
                longest = Math.max(longest, walk(from, distance, queue));
            }
            diameter = longest;
        }
        return OptionalInt.of(diameter);
    }

    /** Finds how far each node is, -1 where no way leads; returns how far the farthest is. */
    private int walk(int from, int[] distance, int[] queue) {
        Arrays.fill(distance, -1);
        distance[from] = 0;
        queue[0] = from;
        int end = 1;
        for (int i = 0; i < end; i++) {
            for (int next : neighbours[queue[i]]) {
                if (distance[next] < 0) {
                    distance[next] = distance[queue[i]] + 1;
                    queue[end++] = next;
                }
            }
        }
        return distance[queue[end - 1]];
    }

    List<Path> shortestPaths(String from, String to) {
        Integer start = numbers.get(from);
        Integer goal = numbers.get(to);
        if (start == null || goal == null) {
            return List.of();
        }
        int[] distance = new int[names.size()];
        walk(goal, distance, new int[names.size()]);
        return distance[start] < 0 ? List.of() : descend(start, distance);
    }

    /** Every way down the distances, depth first: {@code taken} holds at each step which neighbour is to be tried next. */
    private List<Path> descend(int start, int[] distance) {
        List<Path> paths = new ArrayList<>();
        int[] nodes = new int[distance[start] + 1];
        int[] taken = new int[distance[start] + 1];
        nodes[0] = start;
        int depth = 0;
        while (depth >= 0 && paths.size() < Network.MOST_PATHS) {
            int at = nodes[depth];
            if (distance[at] == 0) {
                paths.add(path(nodes, taken));
                depth--;
                continue;
            }
            int next = taken[depth]++;
            if (next == neighbours[at].length) {
                depth--;
            } else if (distance[neighbours[at][next]] == distance[at] - 1) {
                depth++;
                nodes[depth] = neighbours[at][next];
                taken[depth] = 0;
            }
        }
        return paths;
    }

    private Path path(int[] nodes, int[] taken) {
        List<String> passed = new ArrayList<>();
        List<String> links = new ArrayList<>();
        for (int i = 0; i < nodes.length; i++) {
            passed.add(names.get(nodes[i]));
            if (i < nodes.length - 1) {
                links.add(ways[nodes[i]][taken[i] - 1]);
            }
        }
        return new Path(passed, links);
    }
}
