// SPDX-License-Identifier: Apache-2.0
package io.weir.api.script;

import java.util.Collection;
import org.osgi.annotation.versioning.ConsumerType;

/** Contributes functions that scripts call. A whiteboard service. */
@ConsumerType
@FunctionalInterface
public interface ScriptFunctionSource {
    Collection<ScriptFunction> functions();
}
