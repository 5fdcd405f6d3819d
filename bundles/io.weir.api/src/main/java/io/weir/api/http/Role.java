// SPDX-License-Identifier: Apache-2.0
package io.weir.api.http;

/** What somebody must be allowed to do to call a resource; each includes those before it. */
public enum Role {
    /** Sees everything. */
    VIEWER,
    /** Defines flows, thresholds, groups, and uses apps. */
    EDITOR,
    /** Installs apps, and changes the platform itself. */
    ADMIN
}
