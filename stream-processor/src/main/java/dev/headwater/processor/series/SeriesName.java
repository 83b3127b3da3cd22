package dev.headwater.processor.series;

import dev.headwater.event.HardwareColumns;
import dev.headwater.event.MetricColumns;
import dev.headwater.prov.Identifiers;

/**
 * What a series is.
 *
 * @param id qualified name of its entity
 * @param hardware samples of hardware; otherwise a metric of the program
 * @param name metric name, or hardware quantity
 * @param context metric context (empty for none), or hardware device
 * @param host host of hardware; empty for a metric
 * @param unit UCUM unit of hardware; empty for a metric
 */
public record SeriesName(String id, boolean hardware, String name, String context, String host, String unit) {

    /** What tells a series from the others of its run. */
    public record Place(boolean hardware, String host, String context, String name) {

        public static Place of(MetricColumns columns) {
            return new Place(false, "", columns.getContext(), columns.getName());
        }

        public static Place of(HardwareColumns columns) {
            return new Place(true, columns.getHost(), columns.getDevice(), columns.getQuantity());
        }
    }

    public Place place() {
        return new Place(hardware, host, context, name);
    }

    public static SeriesName of(String runId, MetricColumns columns) {
        return metric(runId, columns.getName(), columns.getContext());
    }

    public static SeriesName metric(String runId, String name, String context) {
        return new SeriesName(Identifiers.metricSeries(runId, name, context), false, name, context, "", "");
    }

    public static SeriesName of(String runId, HardwareColumns columns) {
        return new SeriesName(
                Identifiers.resourceSeries(runId, columns.getHost(), columns.getDevice(), columns.getQuantity()),
                true,
                columns.getQuantity(),
                columns.getDevice(),
                columns.getHost(),
                columns.getUnit());
    }

    /** Whether each value is an amount that was used since the value before: joules add up, watts do not. */
    public boolean addsUp() {
        return hardware && unit.equals("J");
    }

    /** Whether its sum is a part of the energy that the run used. */
    public boolean isEnergy() {
        return addsUp() && name.equals("energy");
    }

    /** As a person would say it: context/name, or host device quantity. */
    public String label() {
        if (hardware) {
            return host + " " + context + " " + name;
        }
        return context.isEmpty() ? name : context + "/" + name;
    }

    /** The part of the identifier that is unique within the run. */
    public String withinRun() {
        return id.substring(id.indexOf('/') + 1);
    }
}
