// SPDX-License-Identifier: Apache-2.0
package io.weir.api.script;

import java.util.List;

/** What a script function takes and returns, for checks of arity, and for typings. Thread: immutable. */
public record Signature(String returns, List<Parameter> parameters) {
    public Signature {
        parameters = List.copyOf(parameters);
    }

    public static Signature of(String returns, Parameter... parameters) {
        return new Signature(returns, List.of(parameters));
    }

    /** How many arguments a call must give. */
    public int required() {
        return (int)
                parameters.stream().filter(parameter -> !parameter.optional()).count();
    }
}
