package dev.headwater.agent.hardware;

/** One growing count of bytes, to bytes per second. */
final class Rate {

    private long countBefore = -1;
    private long nanosBefore;

    /**
     * The first call measures nothing; nor does one after the counter went back, because it wrapped around or its device
     * began anew: how far it went is then unknown.
     *
     * @param count -1 when it could not be read
     */
    void measure(String device, String quantity, long count, long nowNanos, Gauge gauge) {
        if (countBefore >= 0 && count >= countBefore && nowNanos > nanosBefore) {
            gauge.measured(device, quantity, "By/s", (count - countBefore) * 1e9 / (nowNanos - nanosBefore));
        }
        countBefore = count;
        nanosBefore = nowNanos;
    }
}
