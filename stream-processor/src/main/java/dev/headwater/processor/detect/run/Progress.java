package dev.headwater.processor.detect.run;

/**
 * How far a run is, by the metrics it logged.
 *
 * @param points points of metrics
 * @param firstStep smallest step; 0 as long as there are no points
 * @param lastStep largest step
 * @param lastTime latest time of a point, milliseconds since 1970-01-01T00:00:00Z
 */
public record Progress(long points, long firstStep, long lastStep, long lastTime) {

    static final Progress NONE = new Progress(0, 0, 0, 0);

    Progress with(long more, long least, long most, long time) {
        return points == 0
                ? new Progress(more, least, most, time)
                : new Progress(
                        points + more, Math.min(firstStep, least), Math.max(lastStep, most), Math.max(lastTime, time));
    }
}
