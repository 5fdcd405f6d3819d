// SPDX-License-Identifier: Apache-2.0
package io.weir.app.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.app.App;
import io.weir.api.script.ScriptFunction;
import io.weir.api.script.Signature;
import io.weir.script.internal.HttpHandlers;
import io.weir.script.internal.RhinoRuntime;
import io.weir.testkit.GivenSettings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** A framework with the app folder and the script runtime in it; scripts call {@code tell(text)}, which a test reads. */
final class Platform {
    final Apps apps;
    final Rules rules;
    final Path folder;
    final List<Object> told = Collections.synchronizedList(new ArrayList<>());
    private final Framework framework;
    private final AppTracker tracker;
    private final AppFolder scanner;
    final DroppedApps installer;
    private final RhinoRuntime runtime = new RhinoRuntime(new HttpHandlers(), Duration.ofSeconds(5));

    /** Starts it on a home: what an earlier one has left there is found again. */
    Platform(Path home) throws BundleException, IOException {
        this(home, Map.of());
    }

    Platform(Path home, Map<String, String> settings) throws BundleException, IOException {
        rules = Rules.of(new GivenSettings(settings));
        apps = new Apps(rules.most());
        folder = Files.createDirectories(home.resolve("app"));
        framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE,
                        home.resolve("data").toString(),
                        Constants.FRAMEWORK_SYSTEMCAPABILITIES_EXTRA,
                        "osgi.extender;osgi.extender=\"io.weir.app\";version:Version=\"0.1.0\"",
                        "felix.log.level",
                        "1"));
        framework.start();
        runtime.add(List.of(new ScriptFunction(
                "tell", Signature.of("void"), "Tells the test", (script, arguments) -> told.add(arguments.get(0)))));
        tracker = new AppTracker(context(), apps, rules, folder);
        scanner = new AppFolder(context(), folder, apps);
        installer = new DroppedApps(context(), folder, home.resolve("data/removed"), apps, scanner::placed);
        tracker.open();
        apps.runtimeCame(runtime);
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    RhinoRuntime runtime() {
        return runtime;
    }

    void scan() {
        scanner.scan();
    }

    /** Looks often enough for what holds still to be taken. */
    void settle() {
        scan();
        scan();
    }

    void write(String path, String text) {
        write(folder.resolve(path), text.getBytes(StandardCharsets.UTF_8));
    }

    private static void write(Path file, byte[] bytes) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a zip of paths and texts. */
    void dropZip(String name, String... pathsAndTexts) {
        write(folder.resolve(name), zipOf(pathsAndTexts));
    }

    void install(String name, String... pathsAndTexts) {
        installer.install(name, new ByteArrayInputStream(zipOf(pathsAndTexts)));
    }

    static byte[] zipOf(String... pathsAndTexts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < pathsAndTexts.length; i += 2) {
                zip.putNextEntry(new ZipEntry(pathsAndTexts[i]));
                zip.write(pathsAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    App app(String name) {
        return apps.app(name).orElseThrow();
    }

    String read(String app, String path) throws IOException {
        return new String(app(app).file(path).orElseThrow().open().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Waits until the scripts have told just this, in any order, since the last time. */
    void tells(Object... expected) {
        await(() -> told.size() >= expected.length);
        assertThat(told).containsExactlyInAnyOrder(expected);
        told.clear();
    }

    long bundles() {
        return Arrays.stream(context().getBundles())
                .filter(bundle -> bundle.getLocation().startsWith("weir-app:"))
                .count();
    }

    static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("deadline of what was awaited").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    void close() throws Exception {
        tracker.close();
        runtime.close();
        framework.stop();
        framework.waitForStop(10_000);
    }
}
