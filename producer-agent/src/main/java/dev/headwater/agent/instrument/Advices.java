package dev.headwater.agent.instrument;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

/** Code that is copied into methods of others; it never runs here. Whatever it throws is suppressed there. */
final class Advices {

    /** Stands for the number of the point. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.PARAMETER)
    @interface Number {}

    private Advices() {}

    /** Around a method of a library. */
    static final class Method {

        private Method() {}

        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(
                @Number int point,
                @Advice.This(optional = true) @Nullable Object self,
                @Advice.AllArguments @Nullable Object[] arguments) {
            Dispatch.before(point, self, arguments);
        }

        @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
        static void exit(
                @Number int point,
                @Advice.This(optional = true) @Nullable Object self,
                @Advice.AllArguments @Nullable Object[] arguments,
                @Advice.Return(typing = Assigner.Typing.DYNAMIC) @Nullable Object result,
                @Advice.Thrown @Nullable Throwable thrown) {
            Dispatch.after(point, self, arguments, result, thrown);
        }
    }

    /** After a constructor of a library: there is no object before, nor when it fails. */
    static final class Constructor {

        private Constructor() {}

        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(
                @Number int point, @Advice.This Object self, @Advice.AllArguments @Nullable Object[] arguments) {
            Dispatch.constructed(point, self, arguments);
        }
    }
}
