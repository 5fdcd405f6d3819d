// SPDX-License-Identifier: Apache-2.0
package io.weir.script.internal;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
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
 * {@code case} clause, without braces: its {@code let} becomes {@code var}. It does not parse {@code for (const x of …)}: the
 * {@code const} becomes {@code let}. The source stays as long, so that lines and columns stay, and strings and comments are
 * not touched. Thread: any that has entered a context.
 */
final class LegacySyntax {
    /** Most scripts need no second parse. */
    private static final Pattern SUSPECT = Pattern.compile("\\blet\\s*[\\[{]");

    private static final Pattern LOOP = Pattern.compile("\\bfor\\s*\\(\\s*(const)\\b");

    private LegacySyntax() {}

    /** The source as it must be compiled. What else cannot be parsed in it is for the compiler to tell. */
    static String cure(Context context, String source, String name) {
        StringBuilder cured = new StringBuilder(source);
        Set<Integer> loops = new HashSet<>();
        for (Matcher loop = LOOP.matcher(source); loop.find(); ) {
            loops.add(loop.start(1));
            cured.replace(loop.start(1), loop.end(1), "let  ");
        }
        if (loops.isEmpty() && !SUSPECT.matcher(source).find()) {
            return source;
        }
        CompilerEnvirons environs = new CompilerEnvirons();
        environs.initFromContext(context);
        try {
            new Parser(environs).parse(cured.toString(), name, 1).visit(replaceIn(cured, loops));
        } catch (EvaluatorException told) {
            return cured.toString();
        }
        loops.forEach(text -> cured.replace(text, text + 5, "const"));
        return cured.toString();
    }

    /** Leaves of the loops those that are none, but text within strings and comments. */
    private static NodeVisitor replaceIn(StringBuilder source, Set<Integer> loops) {
        return node -> {
            if (node instanceof VariableDeclaration declaration) {
                int at = declaration.getAbsolutePosition();
                loops.remove(at);
                if (suffers(declaration) && source.substring(at, at + 3).equals("let")) {
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
