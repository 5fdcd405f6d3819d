// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import io.weir.api.InvalidInput;
import io.weir.api.flow.BoundKey;
import io.weir.api.flow.KeyFunction;

/** The arguments of one use of a key function. Thread: confined to its user. */
final class FunctionArguments implements KeyFunction.Arguments {
    private final Binding binding;
    private final KeyExpression expression;

    FunctionArguments(Binding binding, KeyExpression expression) {
        this.binding = binding;
        this.expression = expression;
    }

    @Override
    public int count() {
        return expression.arguments().size();
    }

    private KeyExpression.Argument argument(int index) {
        if (index >= count()) {
            throw InvalidInput.of("argument", Integer.toString(index + 1), "missing");
        }
        return expression.arguments().get(index);
    }

    @Override
    public String text(int index) {
        return argument(index).text();
    }

    @Override
    public BoundKey key(int index) {
        KeyExpression.Argument argument = argument(index);
        if (argument.nested().isEmpty() && argument.text().isEmpty()) {
            throw InvalidInput.of("argument", Integer.toString(index + 1), "empty, where a key is expected");
        }
        return binding.key(argument.expression());
    }

    @Override
    public boolean isKey(int index) {
        KeyExpression.Argument argument = argument(index);
        return argument.nested().isPresent() || (!argument.text().isEmpty() && binding.known(argument.expression()));
    }
}
