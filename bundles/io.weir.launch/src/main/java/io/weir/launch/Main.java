// SPDX-License-Identifier: Apache-2.0
package io.weir.launch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Starts Weir: first word the distribution's directory, then what the user typed. Thread: the process's main one. */
public final class Main {
    /** Held for as long as the process lives. */
    @SuppressWarnings("unused")
    private static FileChannel lock;

    /** From this Java on nobody can ask for the current user the way Karaf's console does. */
    private static final int NO_SECURITY_MANAGER = 24;

    private Main() {}

    public static void main(String[] words) throws Exception {
        // Not when the process began: the one that becomes this may have built the distribution first.
        long launched = System.currentTimeMillis();
        try {
            CommandLine line = CommandLine.parse(Arrays.asList(words).subList(1, words.length));
            if (line.help() || line.version()) {
                System.out.print(line.help() ? CommandLine.USAGE : "Weir " + Distribution.version() + "\n");
                return;
            }
            prepare(line, new Distribution(Path.of(words[0])), System.getenv(), launched);
        } catch (Refusal refusal) {
            System.err.println("weir: " + refusal.getMessage());
            System.exit(refusal.status());
        }
        StopDeadline.arm();
        org.apache.karaf.main.Main.main(new String[0]);
    }

    /** For the console, whose script waits here: what is typed is for commands, and these come as Weir gets ready. */
    public static void awaitReady() throws InterruptedException {
        ReadyLine.await();
    }

    private static void prepare(
            CommandLine line, Distribution distribution, Map<String, String> environment, long launched)
            throws Refusal {
        if (line.shell() && Runtime.version().feature() >= NO_SECURITY_MANAGER) {
            throw Refusal.failure("Java: version " + Runtime.version().feature()
                    + " cannot run the console: set JAVA_HOME to a JDK 17 to 23, or leave --shell out");
        }
        Home home = Home.open(Path.of(environment.get("WEIR_HOME")));
        lock = home.lock();
        SortedMap<String, String> settings = new SettingsMerge(home.root(), environment).merge(line.settings());
        if (line.demo()) {
            settings.put("weir.demo", "yes");
            settings.put("sflow.address", HttpAddress.DEFAULT_HOST);
        }
        HttpAddress http = HttpAddress.probe(settings);
        SflowPort.probe(settings);
        settings.putIfAbsent("http.hostname", http.host());
        settings.put("http.port", Integer.toString(http.port()));
        String extras = String.join(",", extras(line));
        Home.Proof proof;
        try {
            home.writeSettings(settings);
            proof = home.layOut(distribution.root(), distribution.fingerprint() + " " + extras);
        } catch (IOException e) {
            throw Refusal.failure("home \"" + home.root() + "\": cannot be made ready: " + Why.of(e)
                    + ": make it writable and see that its disk is not full");
        }
        tellWeir(home, http, extras, line.shell());
        tellKaraf(home, distribution, line.shell());
        ReadyLine.watch(http, settings, launched, proof);
    }

    private static List<String> extras(CommandLine line) {
        List<String> features = new ArrayList<>();
        if (line.shell()) {
            features.add("weir-shell");
        }
        if (line.demo()) {
            features.add("weir-demo");
        }
        return features;
    }

    private static void tellWeir(Home home, HttpAddress http, String extras, boolean shell) {
        System.setProperty("weir.home", home.root().toString());
        System.setProperty("weir.version", Distribution.version());
        System.setProperty("weir.http.hostname", http.host());
        System.setProperty("weir.http.port", Integer.toString(http.port()));
        System.setProperty("weir.extras", extras);
        System.setProperty("weir.log.console", shell ? "OFF" : "ALL");
    }

    private static void tellKaraf(Home home, Distribution distribution, boolean shell) {
        System.setProperty("karaf.home", distribution.root().toString());
        System.setProperty("karaf.base", home.root().toString());
        System.setProperty("karaf.data", home.karaf().toString());
        System.setProperty("karaf.etc", home.etc().toString());
        System.setProperty("karaf.log", home.root().resolve("data/log").toString());
        System.setProperty("karaf.instances", home.run().resolve("instances").toString());
        System.setProperty("karaf.startLocalConsole", Boolean.toString(shell));
        System.setProperty("karaf.startRemoteShell", "false");
        System.setProperty("karaf.restart.jvm.supported", "false");
        System.setProperty("java.io.tmpdir", home.karaf().resolve("tmp").toString());
        System.setProperty(
                "java.util.logging.config.file",
                home.etc().resolve("java.util.logging.properties").toString());
    }
}
