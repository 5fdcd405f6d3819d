// SPDX-License-Identifier: Apache-2.0
package io.weir.script.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.mozilla.javascript.CompilerEnvirons;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.Evaluator;
import org.mozilla.javascript.Function;
import org.mozilla.javascript.Node;
import org.mozilla.javascript.RhinoException;
import org.mozilla.javascript.Script;
import org.mozilla.javascript.ScriptRuntime;
import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.ScriptableObject;
import org.mozilla.javascript.Token;
import org.mozilla.javascript.ast.FunctionNode;
import org.mozilla.javascript.ast.ScriptNode;
import org.mozilla.javascript.debug.DebuggableScript;

/**
 * Refuses source that takes too long to compile, which is one step that no deadline ends, and BigInts: the engine computes with
 * them in one step as well, however long they are, and has no place where to look how long.
 *
 * <p>Thread: that of the context.
 */
final class SourceBounds implements Evaluator {
    static final int MOST_CHARACTERS = 1_000_000;
    static final int MOST_PARAMETERS = 1_000;
    static final int MOST_OF_EXPRESSION = 20_000;

    private final Evaluator compiler;

    SourceBounds(Evaluator compiler) {
        this.compiler = compiler;
    }

    static void check(String source) {
        if (source.length() > MOST_CHARACTERS) {
            throw ScriptRuntime.constructError(
                    "RangeError",
                    "the source is too long: characters=" + source.length() + " limit=" + MOST_CHARACTERS
                            + ": read data with JSON.parse");
        }
    }

    /** Refuses a regular expression, given as a text, that is too long to compile. */
    static void checkExpression(Object expression) {
        if (expression instanceof CharSequence text && text.length() > MOST_OF_EXPRESSION) {
            throw ScriptRuntime.constructError(
                    "RangeError",
                    "the regular expression is too long: characters=" + text.length() + " limit=" + MOST_OF_EXPRESSION);
        }
    }

    /** Takes the ways to a BigInt out of a scope; literals are refused with their source. */
    static void withoutBigInts(ScriptableObject scope) {
        List.of("BigInt", "BigInt64Array", "BigUint64Array").forEach(scope::delete);
        Scriptable views = ScriptableObject.getClassPrototype(scope, "DataView");
        List.of("getBigInt64", "getBigUint64", "setBigInt64", "setBigUint64").forEach(views::delete);
    }

    @Override
    public Object compile(CompilerEnvirons environs, ScriptNode tree, String source, boolean function) {
        check(tree);
        return compiler.compile(environs, tree, source, function);
    }

    // trees are as deep as the source makes them: no recursion
    private static void check(ScriptNode root) {
        Deque<Node> left = new ArrayDeque<>(List.of(root));
        while (!left.isEmpty()) {
            Node node = left.pop();
            if (node.getType() == Token.BIGINT) {
                throw refused("SyntaxError", node, "there are no BigInts: use a number, or a text for an identifier");
            }
            if (node instanceof FunctionNode function && function.getParamCount() > MOST_PARAMETERS) {
                throw refused(
                        "RangeError",
                        node,
                        "too many parameters: count=" + function.getParamCount() + " limit=" + MOST_PARAMETERS);
            }
            if (node instanceof ScriptNode script) {
                for (int i = 0; i < script.getRegexpCount(); i++) {
                    checkExpression(script.getRegexpString(i));
                }
                for (int i = 0; i < script.getFunctionCount(); i++) {
                    left.push(script.getFunctionNode(i));
                }
            }
            for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
                left.push(child);
            }
        }
    }

    private static RhinoException refused(String type, Node node, String fact) {
        return ScriptRuntime.constructError(type, fact + (node.getLineno() > 0 ? ": line=" + node.getLineno() : ""));
    }

    @Override
    public Function createFunctionObject(Context context, Scriptable scope, Object code, Object securityDomain) {
        return compiler.createFunctionObject(context, scope, code, securityDomain);
    }

    @Override
    public Script createScriptObject(Object code, Object securityDomain) {
        return compiler.createScriptObject(code, securityDomain);
    }

    @Override
    public void captureStackInfo(RhinoException thrown) {
        compiler.captureStackInfo(thrown);
    }

    @Override
    public String getSourcePositionFromStack(Context context, int[] line) {
        return compiler.getSourcePositionFromStack(context, line);
    }

    @Override
    public String getPatchedStack(RhinoException thrown, String stack) {
        return compiler.getPatchedStack(thrown, stack);
    }

    @Override
    public List<String> getScriptStack(RhinoException thrown) {
        return compiler.getScriptStack(thrown);
    }

    @Override
    public void setEvalScriptFlag(Script script) {
        compiler.setEvalScriptFlag(script);
    }

    @Override
    public DebuggableScript getDebuggableScript(Object code) {
        return compiler.getDebuggableScript(code);
    }
}
