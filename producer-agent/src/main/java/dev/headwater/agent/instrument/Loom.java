package dev.headwater.agent.instrument;

import static net.bytebuddy.matcher.ElementMatchers.isAbstract;
import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.isNative;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.not;

import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.scaffold.InstrumentedType;
import net.bytebuddy.dynamic.scaffold.MethodGraph;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.matcher.ElementMatcher;
import net.bytebuddy.pool.TypePool;
import org.jspecify.annotations.Nullable;

/** Weaves advice into class files. Adds no member to a class. */
final class Loom {

    private static final ClassFileLocator OURS = ClassFileLocator.ForClassLoader.of(Loom.class.getClassLoader());

    private Loom() {}

    /** The class with all of the listener's points in it; null when it has none. A point that is missing turns the hook off. */
    static byte @Nullable [] library(
            Listener listener, String internalName, byte[] bytes, @Nullable ClassLoader loader) {
        TypeDescription type = describe(internalName, bytes, loader);
        DynamicType.Builder<?> builder = null;
        for (Point point : listener.hook().points()) {
            if (!point.names(internalName)) {
                continue;
            }
            ElementMatcher.Junction<MethodDescription> methods = at(point);
            if (type.getDeclaredMethods().filter(methods).isEmpty()) {
                if (!point.isPattern()) {
                    listener.turnOff("there is no " + point.type() + "." + point.method() + point.parameters());
                    return null;
                }
                continue;
            }
            Class<?> advice = point.method().equals(MethodDescription.CONSTRUCTOR_INTERNAL_NAME)
                    ? Advices.Constructor.class
                    : Advices.Method.class;
            AsmVisitorWrapper woven = Advice.withCustomMapping()
                    .bind(Advices.Number.class, Dispatch.bind(listener, point))
                    .to(advice, OURS)
                    .on(methods);
            builder = (builder == null ? redefine(type, bytes) : builder).visit(woven);
        }
        return builder == null ? null : builder.make().getBytes();
    }

    private static ElementMatcher.Junction<MethodDescription> at(Point point) {
        ElementMatcher.Junction<MethodDescription> name =
                point.method().equals(MethodDescription.CONSTRUCTOR_INTERNAL_NAME)
                        ? isConstructor()
                        : named(point.method());
        return name.and(not(isAbstract()))
                .and(not(isNative()))
                .and(not(MethodDescription::isBridge))
                .and(method -> method.getDescriptor().startsWith(point.descriptorBegins()));
    }

    private static TypeDescription describe(String internalName, byte[] bytes, @Nullable ClassLoader loader) {
        String name = internalName.replace('/', '.');
        ClassFileLocator locator = new ClassFileLocator.Compound(
                ClassFileLocator.Simple.of(name, bytes), ClassFileLocator.ForClassLoader.of(loader));
        return TypePool.Default.WithLazyResolution.of(locator).describe(name).resolve();
    }

    private static DynamicType.Builder<?> redefine(TypeDescription type, byte[] bytes) {
        return new ByteBuddy()
                .with(TypeValidation.DISABLED)
                .with(Implementation.Context.Disabled.Factory.INSTANCE)
                .with(MethodGraph.Compiler.ForDeclaredMethods.INSTANCE)
                .with(InstrumentedType.Factory.Default.FROZEN)
                .redefine(type, ClassFileLocator.Simple.of(type.getName(), bytes));
    }
}
