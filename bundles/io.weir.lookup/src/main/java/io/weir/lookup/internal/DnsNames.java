// SPDX-License-Identifier: Apache-2.0
package io.weir.lookup.internal;

import io.weir.api.CounterSource;
import io.weir.api.flow.FlowVocabularySource;
import io.weir.api.flow.KeyFunction;
import io.weir.api.net.Address;
import io.weir.api.store.Settings;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * The names of addresses, asked of the DNS in the background.
 *
 * <p>At most {@value #MOST} addresses are known at a time and {@value #WAITING} wait to be asked for; addresses beyond that keep
 * reading as themselves, and are counted. A name is asked for again after an hour, one that was not found after ten minutes, as
 * long as traffic has it; an address that no traffic had since is forgotten. Thread: any; {@value #ASKERS} of its own wait for
 * the DNS.
 */
@Component(
        immediate = true,
        service = {FlowVocabularySource.class, CounterSource.class})
public final class DnsNames implements FlowVocabularySource, CounterSource {
    private static final int MOST = 65_536;
    private static final int WAITING = 4096;
    private static final int ASKERS = 4;
    private static final long FOUND_NANOS = TimeUnit.HOURS.toNanos(1);
    private static final long MISSED_NANOS = TimeUnit.MINUTES.toNanos(10);
    private static final int SWEEP_SECONDS = 60;
    /** Who has an address chooses its name: markup or control characters in it are no name, and dots alone are none. */
    private static final Pattern HOST_NAME = Pattern.compile("(?=.*\\w)[\\w.-]{1,254}");

    /** What is known of an address. Its fields are written by an asker and by the sweep. */
    static final class Name {
        final Address address;
        /** With a dot at its end; empty while it is not known. */
        volatile byte[] text = {};

        volatile boolean used = true;
        volatile boolean gone;
        private volatile long asked;
        private volatile boolean found;

        Name(Address address) {
            this.address = address;
        }
    }

    /** What came last is asked for first: after a flood of addresses without names the rest of it does not hold up new ones. */
    private static final class NewestFirst extends LinkedBlockingDeque<Runnable> {
        private static final long serialVersionUID = 1L;

        NewestFirst() {
            super(WAITING);
        }

        @Override
        public boolean offer(Runnable task) {
            return offerFirst(task);
        }
    }

    private final Function<Address, Optional<String>> resolver;
    private final Map<Address, Name> names = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor askers;
    private final ScheduledExecutorService sweeper;
    private final LongAdder refused = new LongAdder();
    private final LongAdder resolved = new LongAdder();

    /** Asks the servers of {@code dns.servers}, else those of the machine. */
    @Activate
    public DnsNames(@Reference Settings settings) {
        this(Resolvers.of(settings.get("dns.servers").orElse("")));
    }

    DnsNames(Function<Address, Optional<String>> resolver) {
        this.resolver = resolver;
        askers = new ThreadPoolExecutor(
                ASKERS, ASKERS, 30, TimeUnit.SECONDS, new NewestFirst(), task -> thread(task, "dns"));
        askers.allowCoreThreadTimeOut(true);
        sweeper = Executors.newSingleThreadScheduledExecutor(task -> thread(task, "dns-sweep"));
        sweeper.scheduleWithFixedDelay(() -> sweep(System.nanoTime()), SWEEP_SECONDS, SWEEP_SECONDS, TimeUnit.SECONDS);
    }

    private static Thread thread(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    @Deactivate
    void deactivate() {
        sweeper.shutdownNow();
        askers.shutdownNow();
    }

    /** The entry of an address, to be filled in the background; empty when there are too many. */
    Optional<Name> name(Address address) {
        Name known = names.get(address);
        if (known != null) {
            return Optional.of(known);
        }
        if (names.size() >= MOST) {
            refused.increment();
            return Optional.empty();
        }
        Name name = new Name(address);
        Name before = names.putIfAbsent(address, name);
        if (before != null) {
            return Optional.of(before);
        }
        if (ask(name)) {
            return Optional.of(name);
        }
        forget(name);
        return Optional.empty();
    }

    private boolean ask(Name name) {
        try {
            askers.execute(() -> resolve(name));
            name.asked = System.nanoTime();
            return true;
        } catch (RejectedExecutionException e) {
            refused.increment();
            return false;
        }
    }

    private void forget(Name name) {
        name.gone = true;
        names.remove(name.address, name);
    }

    private void resolve(Name name) {
        Optional<String> found = resolver.apply(name.address)
                .filter(text -> HOST_NAME.matcher(text).matches());
        name.found = found.isPresent();
        found.map(text -> text.endsWith(".") ? text : text + ".").ifPresent(text -> {
            name.text = text.getBytes(StandardCharsets.UTF_8);
            resolved.increment();
        });
    }

    /** Asks anew for what is old, forgets what no traffic had since the last sweep. */
    void sweep(long nanos) {
        for (Name name : names.values()) {
            if (nanos - name.asked < (name.found ? FOUND_NANOS : MISSED_NANOS)) {
                continue;
            }
            if (name.used) {
                // while too many wait it keeps its name, and its turn comes with the next sweep
                name.used = !ask(name);
            } else {
                forget(name);
            }
        }
    }

    @Override
    public Collection<KeyFunction> functions() {
        return List.of(new KeyFunction(
                "dns",
                "dns:<key>",
                "Name of an address as the DNS has it, with a dot at its end; the address itself while it is not"
                        + " known.",
                arguments -> {
                    arguments.expect(1, 1);
                    return new DnsKey(arguments.key(0), this);
                }));
    }

    @Override
    public Map<String, Number> counters() {
        return Map.of("dnsNames", names.size(), "dnsResolved", resolved.sum(), "dnsRefused", refused.sum());
    }
}
