// SPDX-License-Identifier: Apache-2.0
package io.weir.http.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/** The names of this machine, as it has them itself: a resolver is never asked. Thread: any. */
final class MachineNames {
    private MachineNames() {}

    static Set<String> all() {
        Set<String> names = new TreeSet<>();
        names.add("localhost");
        for (String variable : new String[] {"HOSTNAME", "COMPUTERNAME"}) {
            String name = System.getenv(variable);
            if (name != null && !name.isBlank()) {
                names.add(name.strip());
            }
        }
        try {
            names.add(Files.readString(Path.of("/proc/sys/kernel/hostname")).strip());
        } catch (IOException e) {
            // another system, which tells by its environment
        }
        return names;
    }
}
