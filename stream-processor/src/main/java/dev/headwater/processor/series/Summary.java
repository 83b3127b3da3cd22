package dev.headwater.processor.series;

import dev.headwater.processor.state.SeriesState;

/** What is said of all points of a series together. First and last go by the order of logging; steps may go back. */
public final class Summary {

    private long count;
    private long nonFinite;
    private long firstStep;
    private long lastStep;
    private long minStep;
    private long maxStep;
    private long firstTime;
    private long lastTime;
    private double firstValue;
    private double lastValue;
    private double min;
    private double max;
    private double sum;
    private double sumError;
    private final Steps steps;

    Summary() {
        steps = new Steps();
        min = Double.POSITIVE_INFINITY;
        max = Double.NEGATIVE_INFINITY;
    }

    Summary(SeriesState state) {
        count = state.getCount();
        nonFinite = state.getNonFinite();
        firstStep = state.getFirstStep();
        lastStep = state.getLastStep();
        minStep = state.getMinStep();
        maxStep = state.getMaxStep();
        firstTime = state.getFirstTime();
        lastTime = state.getLastTime();
        firstValue = state.getFirstValue();
        lastValue = state.getLastValue();
        min = state.getMin();
        max = state.getMax();
        sum = state.getSum();
        sumError = state.getSumError();
        steps = new Steps(state.getRanks(), state.getStepsRepeated(), state.getStepsBack());
    }

    void write(SeriesState.Builder state) {
        state.setCount(count);
        state.setNonFinite(nonFinite);
        state.setFirstStep(firstStep);
        state.setLastStep(lastStep);
        state.setMinStep(minStep);
        state.setMaxStep(maxStep);
        state.setFirstTime(firstTime);
        state.setLastTime(lastTime);
        state.setFirstValue(firstValue);
        state.setLastValue(lastValue);
        state.setMin(min);
        state.setMax(max);
        state.setSum(sum);
        state.setSumError(sumError);
        state.setRanks(steps.ranks());
        state.setStepsRepeated(steps.repeated());
        state.setStepsBack(steps.back());
    }

    /** @param rank who logged them */
    void add(int rank, Points points) {
        if (points.size() == 0) {
            return;
        }
        if (count == 0) {
            firstStep = points.step(0);
            minStep = firstStep;
            maxStep = firstStep;
            firstTime = points.time(0);
            firstValue = points.value(0);
        }
        if (points.hasSteps()) {
            for (int i = 0; i < points.size(); i++) {
                minStep = Math.min(minStep, points.step(i));
                maxStep = Math.max(maxStep, points.step(i));
            }
            steps.add(rank, points);
        }
        for (int i = 0; i < points.size(); i++) {
            addValue(points.value(i));
        }
        int last = points.size() - 1;
        lastStep = points.step(last);
        lastTime = points.time(last);
        lastValue = points.value(last);
        count += points.size();
    }

    private void addValue(double value) {
        if (!Double.isFinite(value)) {
            nonFinite++;
            return;
        }
        min = Math.min(min, value);
        max = Math.max(max, value);
        double next = sum + value;
        sumError += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
        sum = next;
    }

    public long count() {
        return count;
    }

    public long nonFinite() {
        return nonFinite;
    }

    public long finite() {
        return count - nonFinite;
    }

    public long firstStep() {
        return firstStep;
    }

    public long lastStep() {
        return lastStep;
    }

    public long minStep() {
        return minStep;
    }

    public long maxStep() {
        return maxStep;
    }

    /** Points whose step is not above all steps that their rank logged before: logged again after a resume, or late. */
    public long stepsRepeated() {
        return steps.repeated();
    }

    /** How often a rank logged a step below the one it had logged just before. */
    public long stepsBack() {
        return steps.back();
    }

    /** Points per second from the first to the last; NaN while no time has passed between them. */
    public double pointsPerSecond() {
        return lastTime > firstTime ? (count - 1) * 1e3 / (lastTime - firstTime) : Double.NaN;
    }

    /** Steps per second, the same way: from the smallest to the largest step. */
    public double stepsPerSecond() {
        return lastTime > firstTime ? ((double) maxStep - minStep) * 1e3 / (lastTime - firstTime) : Double.NaN;
    }

    /** Milliseconds since 1970-01-01T00:00:00Z. */
    public long firstTime() {
        return firstTime;
    }

    /** Milliseconds since 1970-01-01T00:00:00Z. */
    public long lastTime() {
        return lastTime;
    }

    public double firstValue() {
        return firstValue;
    }

    public double lastValue() {
        return lastValue;
    }

    /** Smallest finite value; meaningless while there is none. */
    public double min() {
        return min;
    }

    /** Largest finite value; meaningless while there is none. */
    public double max() {
        return max;
    }

    /** Sum of the finite values, after Neumaier. */
    public double sum() {
        double total = sum + sumError;
        return Double.isFinite(total) ? total : sum;
    }

    /** Mean of the finite values; meaningless while there is none. */
    public double mean() {
        return sum() / finite();
    }
}
