// SPDX-License-Identifier: Apache-2.0
package io.weir.itests;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the one Weir that all classes share; it starts with the first test that asks and ends after the last. Tests leave it
 * as they found it: what they define has names of their own and is removed.
 *
 * <pre>{@code
 * @ExtendWith(SharedWeir.class)
 * class FlowIT {
 *     @Test
 *     void definitionIsShown(WeirProcess weir) { ... }
 * }
 * }</pre>
 */
public final class SharedWeir implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(SharedWeir.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == WeirProcess.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent("weir", key -> WeirProcess.start(), WeirProcess.class);
    }
}
