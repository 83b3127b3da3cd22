package dev.headwater.agent.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.headwater.agent.Collector;
import dev.headwater.agent.CollectorOptions;
import dev.headwater.agent.Run;
import dev.headwater.agent.Warnings;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class WeaverTest {

    /** A library. */
    public static final class Oven {

        private final String cake;

        public Oven(String cake) {
            this.cake = cake;
        }

        public String bake(int minutes) {
            if (minutes < 0) {
                throw new IllegalArgumentException("minutes");
            }
            return minutes > 60 ? bake(60) : cake + minutes;
        }
    }

    private final List<String> heard = new ArrayList<>();
    private final Run nowhere = Collector.open(
                    CollectorOptions.builder(Map.of()).disabled(true).build())
            .experiment("x")
            .start();

    private Listener listener(Point... points) {
        return listener(
                call -> heard.add(call.point().moment() + " " + List.of(call.arguments()) + " " + call.result()),
                points);
    }

    private Listener listener(Consumer<Call> then, Point... points) {
        return new Listener(
                "oven",
                new Hook() {
                    @Override
                    public List<Point> points() {
                        return List.of(points);
                    }

                    @Override
                    public void heard(Call call, Run run) {
                        then.accept(call);
                    }
                },
                nowhere);
    }

    private static byte[] plain() throws IOException {
        try (InputStream bytes = Objects.requireNonNull(Oven.class.getResourceAsStream("WeaverTest$Oven.class"))) {
            return bytes.readAllBytes();
        }
    }

    /** The library as a JVM with the listener sees it; its classes are its own. */
    private static Object woven(Listener listener) throws Exception {
        String name = Oven.class.getName();
        byte[] plain = plain();
        byte[] code = Loom.library(listener, name.replace('.', '/'), plain, WeaverTest.class.getClassLoader());
        ClassLoader loader = new ClassLoader(WeaverTest.class.getClassLoader()) {
            @Override
            protected Class<?> loadClass(String asked, boolean resolve) throws ClassNotFoundException {
                if (!asked.equals(name)) {
                    return super.loadClass(asked, resolve);
                }
                byte[] chosen = code == null ? plain : code;
                Class<?> known = findLoadedClass(asked);
                return known != null ? known : defineClass(asked, chosen, 0, chosen.length);
            }
        };
        return loader.loadClass(name).getConstructor(String.class).newInstance("cake");
    }

    private static Object bake(Object oven, int minutes) throws ReflectiveOperationException {
        Method bake = oven.getClass().getMethod("bake", int.class);
        return bake.invoke(oven, minutes);
    }

    @Test
    void aHookHearsArgumentsAndResultsOfTheOutermostCall() throws Exception {
        String oven = Oven.class.getName();
        Object woven =
                woven(listener(Point.afterEach(oven, "<init>", "java.lang.String"), Point.after(oven, "bake", "int")));

        assertThat(bake(woven, 100)).isEqualTo("cake60");
        assertThat(bake(woven, 5)).isEqualTo("cake5");
        assertThat(heard).containsExactly("AFTER_EACH [cake] null", "AFTER [100] cake60", "AFTER [5] cake5");
    }

    @Test
    void aCallThatFailsIsNotHeardAndFailsAsItDid() throws Exception {
        Object woven = woven(listener(Point.after(Oven.class.getName(), "bake", "int")));

        assertThatCode(() -> bake(woven, -1)).hasCauseInstanceOf(IllegalArgumentException.class);
        assertThat(bake(woven, 1)).isEqualTo("cake1");
        assertThat(heard).containsExactly("AFTER [1] cake1");
    }

    @Test
    void aHookThatThrowsIsOffAndTheLibraryNeverKnows() throws Exception {
        Listener listener = listener(
                call -> {
                    heard.add("once");
                    throw new IllegalStateException("not as expected");
                },
                Point.before(Oven.class.getName(), "bake", "int"));
        Object woven = woven(listener);

        assertThat(bake(woven, 1)).isEqualTo("cake1");
        assertThat(bake(woven, 2)).isEqualTo("cake2");
        assertThat(heard).containsExactly("once");
        assertThat(listener.isOff()).isTrue();
    }

    @Test
    void aLibraryThatLacksAMethodTurnsItsHookOff() throws Exception {
        Listener listener = listener(
                Point.after(Oven.class.getName(), "bake", "int"), Point.after(Oven.class.getName(), "grill", "int"));
        Object woven = woven(listener);

        assertThat(bake(woven, 1)).isEqualTo("cake1");
        assertThat(heard).isEmpty();
        assertThat(listener.isOff()).isTrue();
    }

    @Test
    void aVersionThatIsNotKnownIsNamedInOneWarning() throws Exception {
        Listener listener = listener(
                Point.after(Oven.class.getName(), "grill", "int"), Point.after(Oven.class.getName(), "boil", "int"));
        Instrumentation none = (Instrumentation) Proxy.newProxyInstance(
                WeaverTest.class.getClassLoader(), new Class<?>[] {Instrumentation.class}, (proxy, method, given) -> {
                    throw new UnsupportedOperationException(method.getName());
                });
        Weaver weaver = new Weaver(none, List.of(listener));
        ProtectionDomain jar = new ProtectionDomain(
                new CodeSource(URI.create("file:/libraries/oven-9.9.jar").toURL(), (Certificate[]) null), null);
        String name = Oven.class.getName().replace('.', '/');
        ClassLoader loader = WeaverTest.class.getClassLoader();

        try (Warnings warnings = new Warnings()) {
            for (int i = 0; i < 3; i++) {
                assertThat(weaver.transform(loader.getUnnamedModule(), loader, name, null, jar, plain()))
                        .isNull();
            }
            assertThat(warnings.containing(""))
                    .singleElement()
                    .asString()
                    .contains("oven-9.9.jar", "hook oven", "grill");
        }
    }

    @Test
    void otherMethodsOfTheSameNameAreLeftAlone() throws Exception {
        Listener listener = listener(Point.after("dev.headwater.agent.instrument.*Oven", "bake", "long"));
        woven(listener);

        assertThat(listener.isOff()).isFalse();
        assertThat(heard).isEmpty();
    }
}
