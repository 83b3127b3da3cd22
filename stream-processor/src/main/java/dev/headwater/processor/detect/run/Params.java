package dev.headwater.processor.detect.run;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the names of parameters mean. */
final class Params {

    /** Whoever says one of these means to train. */
    private static final Set<String> OF_TRAINING = Set.of(
            "learning_rate",
            "lr",
            "base_lr",
            "max_lr",
            "peak_lr",
            "batch_size",
            "train_batch_size",
            "per_device_train_batch_size",
            "global_batch_size",
            "epochs",
            "num_epochs",
            "num_train_epochs",
            "max_epochs",
            "max_steps",
            "num_steps",
            "train_steps",
            "total_steps",
            "num_train_steps",
            "num_training_steps",
            "optimizer",
            "weight_decay",
            "warmup_steps",
            "warmup_factor");

    private Params() {}

    /** The last word of a dotted or slashed name, in lower case, its dashes as underscores. */
    static String word(String name) {
        int cut = Math.max(name.lastIndexOf('.'), name.lastIndexOf('/'));
        return name.substring(cut + 1)
                .toLowerCase(Locale.ROOT)
                .replace('-', '_')
                .replace(' ', '_');
    }

    static boolean ofTraining(Map<String, Object> params) {
        return params.keySet().stream().anyMatch(name -> OF_TRAINING.contains(word(name)));
    }

    /** The value as a finite number, where it is one or reads like one. */
    static Optional<Double> number(Object value) {
        if (value instanceof Number number) {
            return Optional.of(number.doubleValue()).filter(Double::isFinite);
        }
        if (value instanceof Boolean) {
            return Optional.empty();
        }
        try {
            return Optional.of(Double.valueOf(value.toString().strip())).filter(Double::isFinite);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
