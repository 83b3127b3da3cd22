package dev.headwater.schemas;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The headers by which a record of the topic of dead letters says why it is there. All are UTF-8 text. */
public final class DeadLetter {

    /** One sentence: what is wrong with it. */
    public static final String REASON = "headwater.reason";
    /** {@link Kind#word}. */
    public static final String KIND = "headwater.kind";
    /** Which process set it aside. */
    public static final String COMPONENT = "headwater.component";
    /** Which part of that process: reading, the name of a stage, writing, or a webhook. */
    public static final String STAGE = "headwater.stage";
    /** Java class of the exception; missing where there was none. */
    public static final String EXCEPTION = "headwater.exception";
    /** When it was set aside, ISO 8601. */
    public static final String AT = "headwater.at";
    /** Topic it was read from; missing, like partition and offset, where that is not known. */
    public static final String TOPIC = "headwater.topic";
    /** Partition it was read from. */
    public static final String PARTITION = "headwater.partition";
    /** Offset it was read at. */
    public static final String OFFSET = "headwater.offset";
    /** Size of the whole value, where it was too large to be kept whole. */
    public static final String TRUNCATED = "headwater.truncated-from-bytes";
    /** Size of the whole key, where it was too large to be kept whole. */
    public static final String TRUNCATED_KEY = "headwater.key-truncated-from-bytes";

    /** What sort of reason. */
    public enum Kind {
        /** The bytes are no record of that topic. */
        UNREADABLE,
        /** The record contradicts itself, or what came before. */
        REJECTED,
        /** It would exceed what one run may take. */
        BOUND,
        /** What was made of it could not be written. */
        UNWRITABLE,
        /** A receiver of findings did not take it. */
        UNDELIVERED,
        /** A defect of the program. */
        FAILED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Kind> ofWord(String word) {
            return Arrays.stream(values())
                    .filter(kind -> kind.word().equals(word))
                    .findFirst();
        }
    }

    /** How the texts are written. */
    public static final Charset CHARSET = StandardCharsets.UTF_8;

    private DeadLetter() {}

    public static byte[] bytes(String text) {
        return text.getBytes(CHARSET);
    }
}
