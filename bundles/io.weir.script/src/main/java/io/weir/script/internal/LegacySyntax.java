// SPDX-License-Identifier: Apache-2.0
package io.weir.script.internal;

import java.util.regex.Pattern;
import org.mozilla.javascript.CompilerEnvirons;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.EvaluatorException;
import org.mozilla.javascript.Parser;
import org.mozilla.javascript.ast.AstNode;
import org.mozilla.javascript.ast.NodeVisitor;
import org.mozilla.javascript.ast.SwitchCase;
import org.mozilla.javascript.ast.VariableDeclaration;

/**
 * Cures what the engine gets wrong in correct source.
 *
 * <p>Rhino 1.9.2 throws a ReferenceError when it runs {@code let [a, b] = …} (or {@code {a, b}}) that stands directly in a
 * {@code case} clause, without braces. Its {@code let} becomes {@code var}: as long, so that lines and columns stay.
 * Thread: any that has entered a context.
 */
final class LegacySyntax {
    /** Most scripts need no second parse. */
    private static final Pattern SUSPECT = Pattern.compile("\\blet\\s*[\\[{]");

    private LegacySyntax() {}

    /** The source as it must be compiled. Source that cannot be parsed is returned as it is, for the compiler to tell. */
    static String cure(Context context, String source, String name) {
        if (!SUSPECT.matcher(source).find()) {
            return source;
        }
        StringBuilder cured = new StringBuilder(source);
        CompilerEnvirons environs = new CompilerEnvirons();
        environs.initFromContext(context);
        try {
            new Parser(environs).parse(source, name, 1).visit(replaceIn(cured));
        } catch (EvaluatorException told) {
            return source;
        }
        return cured.toString();
    }

    private static NodeVisitor replaceIn(StringBuilder source) {
        return node -> {
            if (node instanceof VariableDeclaration declaration && suffers(declaration)) {
                int at = declaration.getAbsolutePosition();
                if (source.substring(at, at + 3).equals("let")) {
                    source.replace(at, at + 3, "var");
                }
            }
            return true;
        };
    }

    private static boolean suffers(VariableDeclaration declaration) {
        AstNode parent = declaration.getParent();
        return declaration.isLet()
                && parent instanceof SwitchCase
                && declaration.getVariables().stream().anyMatch(one -> one.isDestructuring());
    }
}
