// SPDX-License-Identifier: Apache-2.0
package io.weir.api.flow;

import io.weir.api.Definitions;
import io.weir.api.InvalidInput;
import io.weir.api.NameTaken;
import io.weir.api.Owner;
import io.weir.api.Registration;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** The flow definitions in force. Thread: any. */
@ProviderType
public interface FlowDefinitions extends Definitions<FlowDefinition> {
    /**
     * Puts a definition in force on every shard; one of the same name and owner is replaced and its flows forgotten.
     *
     * <p>Throws {@link InvalidInput} when the definition is malformed, or names keys that are not known and the owner is a
     * person; that of an app or a file waits instead ({@link #pending}). Throws {@link NameTaken}.
     */
    @Override
    Registration define(Owner by, FlowDefinition definition);

    /** Why a definition is not in force yet: {@code unknown key ipsorce, did you mean ipsource}. */
    Optional<String> pending(String name);

    /**
     * Checks a definition without putting it in force: what of it is in vain, as a comparison that no value of its key can pass.
     * Throws {@link InvalidInput} as {@link #define} does to a person.
     */
    List<String> check(FlowDefinition definition);
}
