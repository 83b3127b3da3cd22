package dev.headwater.agent.instrument;

import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/**
 * Weaves a call into a method of the JDK, at its beginning: of all the machinery for weaving it takes the smallest part, for
 * every JVM with the agent waits for it. Classes of the JDK see only the JDK, so that the call goes by name:
 *
 * <pre>{@code
 * try {
 *     Class.forName("...LastWords", true, ClassLoader.getSystemClassLoader())
 *             .getMethod(told, parameter)
 *             .invoke(null, argument);
 * } catch (Throwable e) {
 * }
 * }</pre>
 */
final class JdkLoom {

    private static final String CLASS = "java/lang/Class";
    private static final String LAST_WORDS = "dev.headwater.agent.instrument.LastWords";

    private JdkLoom() {}

    /**
     * @param method without result and with one parameter, which must be there
     * @param told method of {@link LastWords} that takes the same
     */
    static byte[] weave(byte[] code, String method, String told, Class<?> parameter) {
        ClassReader reader = new ClassReader(code);
        ClassWriter writer = new ClassWriter(reader, 0);
        String descriptor = Type.getMethodDescriptor(Type.VOID_TYPE, Type.getType(parameter));
        boolean[] found = new boolean[1];
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access,
                            String name,
                            String type,
                            @Nullable String signature,
                            String @Nullable [] exceptions) {
                        MethodVisitor rest = super.visitMethod(access, name, type, signature, exceptions);
                        if (!name.equals(method) || !type.equals(descriptor)) {
                            return rest;
                        }
                        found[0] = true;
                        return new Beginning(rest, told, parameter);
                    }
                },
                0);
        if (!found[0]) {
            throw new IllegalStateException("there is no " + reader.getClassName() + "." + method + descriptor);
        }
        return writer.toByteArray();
    }

    private static final class Beginning extends MethodVisitor {

        private final String told;
        private final Class<?> parameter;

        Beginning(MethodVisitor rest, String told, Class<?> parameter) {
            super(Opcodes.ASM9, rest);
            this.told = told;
            this.parameter = parameter;
        }

        @Override
        public void visitCode() {
            super.visitCode();
            Label begin = new Label();
            Label end = new Label();
            Label caught = new Label();
            Label after = new Label();
            visitTryCatchBlock(begin, end, caught, "java/lang/Throwable");
            visitLabel(begin);
            visitLdcInsn(LAST_WORDS);
            visitInsn(Opcodes.ICONST_1);
            invoke(Opcodes.INVOKESTATIC, "java/lang/ClassLoader", "getSystemClassLoader", "()Ljava/lang/ClassLoader;");
            invoke(
                    Opcodes.INVOKESTATIC,
                    CLASS,
                    "forName",
                    "(Ljava/lang/String;ZLjava/lang/ClassLoader;)Ljava/lang/Class;");
            visitLdcInsn(told);
            array(CLASS);
            parameterType();
            visitInsn(Opcodes.AASTORE);
            invoke(
                    Opcodes.INVOKEVIRTUAL,
                    CLASS,
                    "getMethod",
                    "(Ljava/lang/String;[Ljava/lang/Class;)Ljava/lang/reflect/Method;");
            visitInsn(Opcodes.ACONST_NULL);
            array("java/lang/Object");
            argument();
            visitInsn(Opcodes.AASTORE);
            invoke(
                    Opcodes.INVOKEVIRTUAL,
                    "java/lang/reflect/Method",
                    "invoke",
                    "(Ljava/lang/Object;[Ljava/lang/Object;)Ljava/lang/Object;");
            visitInsn(Opcodes.POP);
            visitLabel(end);
            visitJumpInsn(Opcodes.GOTO, after);
            visitLabel(caught);
            visitFrame(Opcodes.F_SAME1, 0, null, 1, new Object[] {"java/lang/Throwable"});
            visitInsn(Opcodes.POP);
            visitLabel(after);
            visitFrame(Opcodes.F_SAME, 0, null, 0, null);
            // Two frames in one place are one too many, should the method go on with one of its own.
            visitInsn(Opcodes.NOP);
        }

        /** An array of one, and the index to store at. */
        private void array(String type) {
            visitInsn(Opcodes.ICONST_1);
            visitTypeInsn(Opcodes.ANEWARRAY, type);
            visitInsn(Opcodes.DUP);
            visitInsn(Opcodes.ICONST_0);
        }

        private void parameterType() {
            if (parameter == int.class) {
                visitFieldInsn(Opcodes.GETSTATIC, "java/lang/Integer", "TYPE", "Ljava/lang/Class;");
            } else {
                visitLdcInsn(Type.getType(parameter));
            }
        }

        private void argument() {
            if (parameter == int.class) {
                visitVarInsn(Opcodes.ILOAD, 1);
                invoke(Opcodes.INVOKESTATIC, "java/lang/Integer", "valueOf", "(I)Ljava/lang/Integer;");
            } else {
                visitVarInsn(Opcodes.ALOAD, 1);
            }
        }

        private void invoke(int opcode, String owner, String name, String descriptor) {
            visitMethodInsn(opcode, owner, name, descriptor, false);
        }

        @Override
        public void visitMaxs(int maxStack, int maxLocals) {
            super.visitMaxs(Math.max(maxStack, 6), maxLocals);
        }
    }
}
