// SPDX-License-Identifier: Apache-2.0
package io.weir.launch;

/** One setting as people write it: {@code name=value} or {@code -Dname=value}; the first {@code =} splits. Thread: immutable. */
record Setting(String name, String value) {

    /** Reads one; {@code place} says where it stands when it cannot be read. */
    static Setting parse(String text, String place) throws Refusal {
        String body = text.startsWith("-D") ? text.substring(2) : text;
        int split = body.indexOf('=');
        String name = (split < 0 ? body : body.substring(0, split)).strip();
        String value = split < 0 ? "" : body.substring(split + 1).strip();
        if (name.isEmpty() || (split < 0 && !text.startsWith("-D"))) {
            throw Refusal.usage(place + " \"" + text + "\": no setting: write name=value");
        }
        if (body.chars().anyMatch(Character::isISOControl)) {
            throw Refusal.usage(
                    place + " \"" + printable(text) + "\": holds a control character: write it in one plain line");
        }
        return new Setting(name, value);
    }

    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
