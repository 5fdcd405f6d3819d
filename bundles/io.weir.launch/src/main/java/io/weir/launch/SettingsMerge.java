// SPDX-License-Identifier: Apache-2.0
package io.weir.launch;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Brings the settings of all places together, the later winning: the home's {@code etc/*.conf} by name, the files that the setting
 * {@code system.propertyFiles} names, the words of {@code RTPROP} and {@code WEIR_OPTS}, the command line.
 * Thread: confined to the launching one.
 */
final class SettingsMerge {
    static final String PROPERTY_FILES = "system.propertyFiles";

    private final Path home;
    private final Map<String, String> environment;

    SettingsMerge(Path home, Map<String, String> environment) {
        this.home = home;
        this.environment = environment;
    }

    SortedMap<String, String> merge(Map<String, String> commandLine) throws Refusal {
        SortedMap<String, String> configured = new TreeMap<>();
        for (Path file : configurationFiles()) {
            read(file, configured);
        }
        SortedMap<String, String> words = new TreeMap<>();
        words("RTPROP", words);
        words("WEIR_OPTS", words);
        words.putAll(commandLine);

        SortedMap<String, String> merged = new TreeMap<>(configured);
        String files = words.getOrDefault(PROPERTY_FILES, configured.getOrDefault(PROPERTY_FILES, ""));
        for (String file : files.split(",", -1)) {
            if (!file.isBlank()) {
                read(home.resolve(file.strip()), merged);
            }
        }
        merged.putAll(words);
        return merged;
    }

    private List<Path> configurationFiles() throws Refusal {
        Path etc = home.resolve("etc");
        if (!Files.isDirectory(etc)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(etc)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".conf"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw Refusal.failure("settings \"" + etc + "\": cannot be listed: " + Why.of(e) + ": make it readable");
        }
    }

    private static void read(Path file, Map<String, String> into) throws Refusal {
        int number = 0;
        for (String line : lines(file)) {
            number++;
            String text = line.strip();
            if (!text.isEmpty() && !text.startsWith("#")) {
                Setting setting = Setting.parse(text, "settings file \"" + file + "\" line " + number);
                into.put(setting.name(), setting.value());
            }
        }
    }

    private static List<String> lines(Path file) throws Refusal {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw Refusal.failure("settings file \"" + file + "\": does not exist: correct " + PROPERTY_FILES);
        } catch (CharacterCodingException e) {
            throw Refusal.failure("settings file \"" + file + "\": is not UTF-8: save it as UTF-8");
        } catch (IOException e) {
            throw Refusal.failure(
                    "settings file \"" + file + "\": cannot be read: " + Why.of(e) + ": make it readable");
        }
    }

    private void words(String variable, Map<String, String> into) throws Refusal {
        List<String> words = new ArrayList<>(
                List.of(environment.getOrDefault(variable, "").strip().split("\\s+", -1)));
        words.removeIf(String::isEmpty);
        for (String word : words) {
            if (!word.startsWith("-D")) {
                throw Refusal.usage(
                        "environment " + variable + " word \"" + word + "\": no setting: write -Dname=value");
            }
            Setting setting = Setting.parse(word, "environment " + variable + " word");
            into.put(setting.name(), setting.value());
        }
    }
}
