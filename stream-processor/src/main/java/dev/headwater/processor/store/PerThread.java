package dev.headwater.processor.store;

import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Serializers that are made once per thread. A topology holds one instance of each for all its stream threads, and ours
 * keep buffers.
 */
public final class PerThread {

    private PerThread() {}

    public static <T> Serializer<T> serializer(Supplier<? extends Serializer<T>> each) {
        ThreadLocal<Serializer<T>> own = ThreadLocal.withInitial(each);
        return new Serializer<>() {
            @Override
            public byte @Nullable [] serialize(String topic, T value) {
                return own.get().serialize(topic, value);
            }
        };
    }

    public static <T> Deserializer<T> deserializer(Supplier<? extends Deserializer<T>> each) {
        ThreadLocal<Deserializer<T>> own = ThreadLocal.withInitial(each);
        return new Deserializer<>() {
            @Override
            public @Nullable T deserialize(String topic, byte[] bytes) {
                return own.get().deserialize(topic, bytes);
            }
        };
    }

    public static <T> Serde<T> serde(Supplier<? extends Serde<T>> each) {
        ThreadLocal<Serde<T>> own = ThreadLocal.withInitial(each);
        return Serdes.serdeFrom(
                serializer(() -> own.get().serializer()),
                deserializer(() -> own.get().deserializer()));
    }
}
