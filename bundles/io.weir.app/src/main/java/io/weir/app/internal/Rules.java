// SPDX-License-Identifier: Apache-2.0
package io.weir.app.internal;

import io.weir.api.InvalidInput;
import io.weir.api.app.Permission;
import io.weir.api.store.Settings;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the operator has set about apps: how many there may be, and what they may do. That is what the operator says of the one app,
 * else what the app says of itself, else what the operator says of all. What cannot be read gives nothing.
 *
 * <p>Thread: immutable.
 *
 * @param most apps that there may be
 */
record Rules(Settings settings, int most) {
    private static final Logger LOG = LoggerFactory.getLogger(Rules.class);
    private static final int MOST = 200;

    static Rules of(Settings settings) {
        return new Rules(settings, settings.integer("app.max", MOST));
    }

    /** What the scripts of an app may do. */
    Set<Permission> permissions(AppCapability app) {
        String one = "app.permissions." + app.name();
        Optional<String> ofOne = settings.get(one);
        if (ofOne.isPresent()) {
            return read("setting", one, ofOne.get());
        }
        return app.permissions()
                .map(words -> read("app", app.name(), words))
                .orElseGet(() -> settings.get("app.permissions")
                        .map(words -> read("setting", "app.permissions", words))
                        .orElse(Permission.ALL));
    }

    private static Set<Permission> read(String what, String name, String words) {
        try {
            return Permission.parse(what, name, words);
        } catch (InvalidInput unknown) {
            LOG.error("{}: it has none", unknown.getMessage());
            return Set.of();
        }
    }
}
