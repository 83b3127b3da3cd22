package dev.headwater.launcher.run.text;

/** Takes points. */
public interface PointSink {

    /** @param context empty for none */
    void log(String name, String context, long step, double value);
}
