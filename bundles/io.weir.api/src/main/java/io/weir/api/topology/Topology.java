// SPDX-License-Identifier: Apache-2.0
package io.weir.api.topology;

import io.weir.api.InvalidInput;
import io.weir.api.Owner;
import io.weir.api.Registration;
import io.weir.api.net.Address;
import io.weir.api.query.MetricResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The topology in force, and where hosts are in it.
 *
 * <p>There is one place. Whoever sets a topology last has it in force, and when it goes, with the script that set it say, the
 * one before it is in force again. Those of people, over REST and the shell, are kept over restarts. Thread: any.
 */
@ProviderType
public interface Topology {
    /**
     * Puts a topology in force, in place of all that {@code by} set before. Closing the registration takes it back, unless
     * {@code by} has set another since. Only {@code links} is needed: nodes' agents are learned from host names, ifIndexes from
     * names of interfaces. Throws {@link InvalidInput} naming the place.
     */
    Registration set(Owner by, Map<String, ?> topology);

    /** Checks a topology without putting it in force. Throws {@link InvalidInput} naming the place. */
    void check(Map<String, ?> topology);

    /** Takes away what an owner has set; a person takes away what anybody has. False when there was nothing. */
    boolean clear(Owner by);

    /** The topology in force now. */
    Optional<Network> network();

    /** The agent of an address or a host name; empty when no agent has sent such a name. */
    Optional<Address> agent(String text);

    /**
     * Metrics of both ends of a link: an element for each metric at the first end, then for each at the second. It has an
     * {@code agent} only where the value is there. Empty when there is no such link.
     */
    CompletableFuture<Optional<List<MetricResult>>> linkMetric(String link, List<String> metrics);

    /** Located hosts, those seen last first. */
    CompletableFuture<List<HostLocation>> hosts(HostQuery query);

    /** MAC addresses that packets on links have come from and that are at no edge port: twelve upper-case hex digits. */
    CompletableFuture<List<String>> unlocated();
}
