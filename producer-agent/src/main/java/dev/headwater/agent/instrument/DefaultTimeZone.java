package dev.headwater.agent.instrument;

import java.util.TimeZone;

/**
 * The JVM's default time zone, which is the program's to choose. Jackson, which reads the schemas, asks for it as soon as it is
 * loaded, and the first who asks fixes it: setting {@code user.timezone} in {@code main} would come too late.
 */
final class DefaultTimeZone {

    private static final String PROPERTY = "user.timezone";

    private DefaultTimeZone() {}

    /** Does something before {@code main} without anybody having asked for the default time zone afterwards. */
    static void unasked(Runnable action) {
        String before = System.getProperty(PROPERTY, "");
        try {
            action.run();
        } finally {
            if (before.isEmpty()) {
                System.clearProperty(PROPERTY);
                TimeZone.setDefault(null);
            }
        }
    }
}
