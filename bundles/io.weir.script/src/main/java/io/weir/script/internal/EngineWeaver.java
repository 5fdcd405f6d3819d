// SPDX-License-Identifier: Apache-2.0
package io.weir.script.internal;

import java.util.Arrays;
import java.util.Map;
import org.mozilla.javascript.Context;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.hooks.weaving.WeavingHook;
import org.osgi.framework.hooks.weaving.WovenClass;

/**
 * Has the engine look at its bounds in three places of its own where it does not: where a text that is the sum of others is read, which
 * takes all its memory at once; where it asks an iterator for what is next, which may be a function of the language,
 * without an end and without an instruction of the script; and where an array grows, by half of what it has.
 *
 * <p>It is registered for as long as that takes and no longer: the framework asks it about each class that any bundle loads. Thread: any.
 */
final class EngineWeaver implements WeavingHook {
    private static final String ENGINE = "org/mozilla/javascript/";
    private static final String CONTEXT = ENGINE + "Context";

    private static final String SUM = ENGINE + "ConsString";
    private static final String ARRAY = ENGINE + "NativeArray";
    private static final String ITERATION = ENGINE + "IteratorLikeIterable$Itr";
    private static final String ASKED = "asked";
    private static final String LOOK = "look";

    /** As many instructions as asking an iterator counts for. */
    private static final int STEP = 100;

    /** As many characters of a text as an element that an iterator gives counts for, in a list that grows by half. */
    private static final int WIDTH = 4;

    /** The same of an element for which an array makes room, while the smaller one is there still. */
    private static final int ROOM = 2;

    /** Puts something into a method. */
    @FunctionalInterface
    private interface Insertion {
        MethodVisitor into(MethodVisitor method);
    }

    private record Place(String method, Insertion insertion) {}

    private static final Map<String, Place> PLACES = Map.of(
            "org.mozilla.javascript.ConsString", new Place("flatten", Read::new),
            "org.mozilla.javascript.IteratorLikeIterable$Itr", new Place("hasNext", Asked::new),
            "org.mozilla.javascript.NativeArray", new Place("ensureCapacity", Grown::new));

    /** Loads the classes with their bounds, if they are not there yet; whether all have them. */
    static boolean weave(BundleContext bundle) {
        ServiceRegistration<WeavingHook> weaving = bundle.registerService(WeavingHook.class, new EngineWeaver(), null);
        try {
            return PLACES.keySet().stream().allMatch(EngineWeaver::woven);
        } finally {
            weaving.unregister();
        }
    }

    private static boolean woven(String name) {
        try {
            Class<?> loaded = Class.forName(name, false, Context.class.getClassLoader());
            return Arrays.stream(loaded.getDeclaredMethods())
                    .anyMatch(method -> method.getName().equals(LOOK));
        } catch (ClassNotFoundException otherMake) {
            return false;
        }
    }

    @Override
    public void weave(WovenClass loaded) {
        Place place = PLACES.get(loaded.getClassName());
        if (place != null
                && loaded.getBundleWiring().getBundle().getSymbolicName().contains("rhino")) {
            loaded.setBytes(bounded(loaded.getBytes(), place));
        }
    }

    private static byte[] bounded(byte[] bytes, Place place) {
        ClassReader reader = new ClassReader(bytes);
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String name, String type, String signature, String[] thrown) {
                        MethodVisitor method = super.visitMethod(access, name, type, signature, thrown);
                        return name.equals(place.method) ? place.insertion.into(method) : method;
                    }

                    @Override
                    public void visitEnd() {
                        if (reader.getClassName().equals(ITERATION)) {
                            cv.visitField(Opcodes.ACC_PRIVATE, ASKED, "I", null, null);
                        }
                        look(cv);
                        super.visitEnd();
                    }
                },
                0);
        return writer.toByteArray();
    }

    /** The method that all places call: tells the thread's context, if it has one, of so many characters. */
    private static void look(ClassVisitor into) {
        MethodVisitor method = into.visitMethod(
                Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC, LOOK, "(I)V", null, null);
        method.visitCode();
        method.visitMethodInsn(Opcodes.INVOKESTATIC, CONTEXT, "getCurrentContext", "()L" + CONTEXT + ";", false);
        method.visitInsn(Opcodes.DUP);
        Label none = new Label();
        method.visitJumpInsn(Opcodes.IFNULL, none);
        method.visitVarInsn(Opcodes.ILOAD, 0);
        method.visitInsn(Opcodes.INEG);
        method.visitMethodInsn(Opcodes.INVOKEVIRTUAL, CONTEXT, "observeInstructionCount", "(I)V", false);
        method.visitInsn(Opcodes.RETURN);
        method.visitLabel(none);
        method.visitFrame(Opcodes.F_SAME1, 0, null, 1, new Object[] {CONTEXT});
        method.visitInsn(Opcodes.POP);
        method.visitInsn(Opcodes.RETURN);
        method.visitMaxs(0, 0);
        method.visitEnd();
    }

    /** Before a sum becomes an array of characters: {@code look(length)}. */
    private static final class Read extends MethodVisitor {
        Read(MethodVisitor into) {
            super(Opcodes.ASM9, into);
        }

        @Override
        public void visitIntInsn(int code, int operand) {
            if (code == Opcodes.NEWARRAY) {
                mv.visitVarInsn(Opcodes.ALOAD, 0);
                mv.visitFieldInsn(Opcodes.GETFIELD, SUM, "length", "I");
                mv.visitMethodInsn(Opcodes.INVOKESTATIC, SUM, LOOK, "(I)V", false);
            }
            super.visitIntInsn(code, operand);
        }
    }

    /** Before a greater array is made: {@code look(capacity * ROOM)}. */
    private static final class Grown extends MethodVisitor {
        Grown(MethodVisitor into) {
            super(Opcodes.ASM9, into);
        }

        @Override
        public void visitTypeInsn(int code, String type) {
            if (code == Opcodes.ANEWARRAY) {
                mv.visitVarInsn(Opcodes.ILOAD, 1);
                mv.visitIntInsn(Opcodes.BIPUSH, ROOM);
                mv.visitInsn(Opcodes.IMUL);
                mv.visitMethodInsn(Opcodes.INVOKESTATIC, ARRAY, LOOK, "(I)V", false);
            }
            super.visitTypeInsn(code, type);
        }
    }

    /**
     * Before an iterator is asked: {@code look(++asked * WIDTH)}, and that it counts as instructions, for it may be without an end.
     */
    private static final class Asked extends MethodVisitor {
        Asked(MethodVisitor into) {
            super(Opcodes.ASM9, into);
        }

        @Override
        public void visitCode() {
            super.visitCode();
            mv.visitVarInsn(Opcodes.ALOAD, 0);
            mv.visitInsn(Opcodes.DUP);
            mv.visitFieldInsn(Opcodes.GETFIELD, ITERATION, ASKED, "I");
            mv.visitInsn(Opcodes.ICONST_1);
            mv.visitInsn(Opcodes.IADD);
            mv.visitInsn(Opcodes.DUP_X1);
            mv.visitFieldInsn(Opcodes.PUTFIELD, ITERATION, ASKED, "I");
            mv.visitIntInsn(Opcodes.BIPUSH, WIDTH);
            mv.visitInsn(Opcodes.IMUL);
            mv.visitMethodInsn(Opcodes.INVOKESTATIC, ITERATION, LOOK, "(I)V", false);
            mv.visitMethodInsn(Opcodes.INVOKESTATIC, CONTEXT, "getContext", "()L" + CONTEXT + ";", false);
            mv.visitIntInsn(Opcodes.BIPUSH, STEP);
            mv.visitMethodInsn(
                    Opcodes.INVOKESTATIC,
                    ENGINE + "ScriptRuntime",
                    "addInstructionCount",
                    "(L" + CONTEXT + ";I)V",
                    false);
        }
    }
}
