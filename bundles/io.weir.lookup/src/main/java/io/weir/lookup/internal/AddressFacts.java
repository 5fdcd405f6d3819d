// SPDX-License-Identifier: Apache-2.0
package io.weir.lookup.internal;

import io.weir.api.InvalidInput;
import io.weir.api.flow.BoundKey;
import io.weir.api.flow.FlowVocabularySource;
import io.weir.api.flow.KeyFunction;
import io.weir.api.flow.KeyValue;
import io.weir.api.store.Settings;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Key functions that look in files which the operator supplies: {@code geo.country}, {@code geo.asn} and {@code oui.names}.
 *
 * <p>Thread: any; one of its own reads the files, and again when they change.
 */
@Component(immediate = true, service = FlowVocabularySource.class)
public final class AddressFacts implements FlowVocabularySource {
    private static final int PERIOD_SECONDS = 10;

    private final OperatorFile<GeoDatabase> countries;
    private final OperatorFile<GeoDatabase> networks;
    private final OperatorFile<VendorNames> vendors;
    private final ScheduledExecutorService reader;

    /** Reads the files of the settings, and looks for changes until it is deactivated. */
    @Activate
    public AddressFacts(@Reference Settings settings, BundleContext context) {
        this(settings, Path.of(String.valueOf(context.getProperty("weir.home"))));
        reader.scheduleWithFixedDelay(this::refresh, 0, PERIOD_SECONDS, TimeUnit.SECONDS);
    }

    /** Has not read anything yet, and does so when it is told alone; relative paths are from the home. */
    public AddressFacts(Settings settings, Path home) {
        countries = file(
                "geo.country",
                "MaxMind DB of countries",
                settings,
                home,
                path -> GeoDatabase.read(path, GeoFact.COUNTRY));
        networks = file(
                "geo.asn",
                "MaxMind DB of autonomous systems",
                settings,
                home,
                path -> GeoDatabase.read(path, GeoFact.SYSTEM));
        vendors = file("oui.names", "list of vendors' MAC address prefixes", settings, home, VendorNames::read);
        reader = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "lookup-files");
            thread.setDaemon(true);
            return thread;
        });
    }

    private static <T> OperatorFile<T> file(
            String setting, String kind, Settings settings, Path home, OperatorFile.Maker<T> maker) {
        return new OperatorFile<>(
                setting,
                kind,
                settings.get(setting).filter(text -> !text.isBlank()).map(text -> home.resolve(text.strip())),
                maker);
    }

    /** Reads what has changed. */
    public void refresh() {
        countries.refresh();
        networks.refresh();
        vendors.refresh();
    }

    @Deactivate
    void deactivate() {
        reader.shutdownNow();
    }

    @Override
    public Collection<KeyFunction> functions() {
        return List.of(
                new KeyFunction(
                        "country",
                        "country:<key>[:<attribute>]",
                        "Country of an address, by the operator's database geo.country; code (DE), name, both or"
                                + " continent.",
                        arguments -> geo("country", arguments, countries, GeoFact.COUNTRY)),
                new KeyFunction(
                        "asn",
                        "asn:<key>[:<attribute>]",
                        "Autonomous system of an address, by the operator's database geo.asn; number, descr or both.",
                        arguments -> geo("asn", arguments, networks, GeoFact.SYSTEM)),
                new KeyFunction(
                        "oui",
                        "oui:<key>[:name]",
                        "The vendor's part of a MAC address, six hex digits; or its name, by the operator's file"
                                + " oui.names.",
                        this::oui));
    }

    private static BoundKey geo(
            String function, KeyFunction.Arguments arguments, OperatorFile<GeoDatabase> file, List<GeoFact> facts) {
        arguments.expect(1, 2);
        int fact = arguments.count() > 1 ? GeoFact.index(facts, arguments.text(1)) : 0;
        file.wanted(function);
        BoundKey address = arguments.key(0);
        KeyValue value = new KeyValue();
        return (sample, out) -> {
            Optional<GeoDatabase> database = file.get();
            return database.isPresent()
                    && address.extract(sample, value)
                    && database.get().find(value, fact, out);
        };
    }

    private BoundKey oui(KeyFunction.Arguments arguments) {
        arguments.expect(1, 2);
        if (arguments.count() == 1) {
            return VendorNames.prefix(arguments.key(0));
        }
        if (!arguments.text(1).equals("name")) {
            throw InvalidInput.of("attribute", arguments.text(1), "unknown").suggest(List.of("name"));
        }
        vendors.wanted("oui");
        return VendorNames.name(arguments.key(0), vendors);
    }
}
