// SPDX-License-Identifier: Apache-2.0
package io.weir.api;

/** A name that belongs to another owner: REST answers 409, a script gets an exception. Thread: immutable. */
public final class NameTaken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Owner owner;

    public NameTaken(String what, String name, Owner owner) {
        super(what + " \"" + name + "\": name is taken: owner=" + owner, null, false, false);
        this.owner = owner;
    }

    /** To whom the name belongs. */
    public Owner owner() {
        return owner;
    }
}
