// SPDX-License-Identifier: Apache-2.0
package io.weir.api.script;

/**
 * A parameter of a script function. Thread: immutable.
 *
 * @param type as TypeScript has it, for typings: {@code string}, {@code number}, {@code object}, {@code function} …
 * @param optional whether calls may leave it out
 */
public record Parameter(String name, String type, boolean optional) {
    public static Parameter required(String name, String type) {
        return new Parameter(name, type, false);
    }

    public static Parameter optional(String name, String type) {
        return new Parameter(name, type, true);
    }
}
