// SPDX-License-Identifier: Apache-2.0
package io.weir.launch;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The words after {@code weir}, understood. Thread: immutable. */
record CommandLine(boolean help, boolean version, boolean demo, boolean shell, Map<String, String> settings) {

    static final String USAGE = """
            Usage: weir [--home DIR] [--demo] [--shell] [-Dname=value ...]

              --home DIR      what Weir keeps is there (default ~/.local/state/weir): app/ deploy/ store/ data/ etc/
              --demo          add a synthetic fabric that sends sample traffic; its home is ~/.local/state/weir-demo
              --shell         give the terminal to the console (weir:agents, weir:top ...); the log goes to data/log/weir.log
              -Dname=value    a setting: http.port (8008), http.hostname (127.0.0.1), sflow.port (6343), sflow.file ...
              --version       print the version
              --help          print this

            Settings are read from etc/*.conf in the home (lines name=value), then from the files that system.propertyFiles names, then
            from WEIR_OPTS or RTPROP (words -Dname=value), then from the command line; the later wins.
            Environment: WEIR_HOME (as --home), WEIR_HEAP or RTMEM (heap, 512m), WEIR_JAVA_OPTS (flags of the JVM), JAVA_HOME.
            """;

    CommandLine {
        settings = Map.copyOf(settings);
    }

    static CommandLine parse(List<String> words) throws Refusal {
        boolean help = false;
        boolean version = false;
        boolean demo = false;
        boolean shell = false;
        Map<String, String> settings = new LinkedHashMap<>();
        for (Iterator<String> rest = words.iterator(); rest.hasNext(); ) {
            String word = rest.next();
            switch (word) {
                case "--help", "-h" -> help = true;
                case "--version" -> version = true;
                case "--demo" -> demo = true;
                case "--shell" -> shell = true;
                case "--home" -> directory(rest.hasNext() ? rest.next() : "");
                default -> other(word, settings);
            }
        }
        return new CommandLine(help, version, demo, shell, settings);
    }

    /** The script has taken the home from it already; here it is only known to be right. */
    private static void directory(String value) throws Refusal {
        if (value.isEmpty() || value.startsWith("-")) {
            throw Refusal.usage("argument \"--home\": names no directory: write --home DIR");
        }
    }

    private static void other(String word, Map<String, String> settings) throws Refusal {
        if (word.startsWith("--home=")) {
            directory(word.substring("--home=".length()));
        } else if (word.startsWith("-D")) {
            Setting setting = Setting.parse(word, "argument");
            settings.put(setting.name(), setting.value());
        } else {
            throw Refusal.usage("argument \"" + word
                    + "\": unknown: known are --home DIR, --demo, --shell, --help, --version and -Dname=value");
        }
    }
}
