// SPDX-License-Identifier: Apache-2.0
package io.weir.api.script;

import io.weir.api.InvalidInput;
import io.weir.api.Owner;
import io.weir.api.Registration;
import io.weir.api.app.AppScope;
import io.weir.api.app.Permission;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/** The script that calls a function. Thread: the script's own. */
@ProviderType
public interface ScriptContext {
    /** The app's name; empty for a script that belongs to none. */
    String app();

    /** The script's file name. */
    String script();

    /** Who owns what the script defines. */
    Owner owner();

    /** Holds what the script has put in force; closed when it goes. */
    AppScope scope();

    /** Notes that the script asks for something that Weir has not; true when it is the first time. */
    boolean lacks(String fact);

    /** Returns when the app may do so; else throws {@link InvalidInput}, naming the permission. */
    void require(Permission permission);

    /** Waits for an answer, for a bounded time. Throws what it failed with. */
    <T> T await(CompletionStage<T> answer);

    /** Puts a registration in the place of the one of the same role, which is closed: a script has one interval handler, say. */
    void replace(String role, Registration registration);

    /** Closes the registration of a role; false when there is none. */
    boolean release(String role);
}
