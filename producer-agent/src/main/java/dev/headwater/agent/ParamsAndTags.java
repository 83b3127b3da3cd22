package dev.headwater.agent;

import dev.headwater.event.ParamsLogged;
import dev.headwater.event.TagsSet;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a run says of its parameters and tags: redacted, bounded, in events of a size that Kafka takes. Any thread. */
final class ParamsAndTags {

    private static final int LARGEST_MAP = 200;

    private final Consumer<Object> say;
    private final OneWarning warning;

    /** @param say takes the events */
    ParamsAndTags(Consumer<Object> say, OneWarning warning) {
        this.say = say;
        this.warning = warning;
    }

    void params(Map<String, ? extends @Nullable Object> values) {
        Map<String, Object> typed = new HashMap<>();
        forEach(values, (key, value) -> {
            typed.put(key, ParamValue.of(key, value));
            if (typed.size() == LARGEST_MAP) {
                sayParams(typed);
            }
        });
        sayParams(typed);
    }

    private void sayParams(Map<String, Object> typed) {
        if (!typed.isEmpty()) {
            say.accept(ParamsLogged.newBuilder().setParams(new HashMap<>(typed)).build());
            typed.clear();
        }
    }

    void tags(Map<String, ? extends @Nullable String> values) {
        Map<String, String> texts = new HashMap<>();
        forEach(values, (key, value) -> {
            texts.put(key, ParamValue.text(key, value));
            if (texts.size() == LARGEST_MAP) {
                sayTags(texts);
            }
        });
        sayTags(texts);
    }

    private void sayTags(Map<String, String> texts) {
        if (!texts.isEmpty()) {
            say.accept(TagsSet.newBuilder().setTags(new HashMap<>(texts)).build());
            texts.clear();
        }
    }

    /** Reads a caller's map, which may be hostile in any way. */
    private <V extends @Nullable Object> void forEach(Map<String, V> values, BiConsumer<String, V> each) {
        try {
            for (Map.Entry<String, V> entry : values.entrySet()) {
                try {
                    each.accept(ParamValue.name(String.valueOf(entry.getKey())), entry.getValue());
                } catch (RuntimeException e) {
                    warning.warn("a parameter or tag whose toString() fails is ignored", entry.getKey());
                }
            }
        } catch (RuntimeException e) {
            // Such as a map that another thread changes just now.
            warning.warn("what cannot be read of a map of parameters or tags is ignored", e);
        }
    }
}
