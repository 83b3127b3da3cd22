package dev.headwater.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One measured figure.
 *
 * @param name dotted, the part of Headwater first: {@code agent.log.average}
 * @param unit such as ns, B, points/s, %
 * @param target what it must reach; null when it only helps to understand others
 * @param baseline the same without Headwater, in the same unit and run; null when there is none
 * @param details how it was measured, and what else was seen
 */
public record Figure(
        String name,
        double value,
        String unit,
        @Nullable Target target,
        @Nullable Double baseline,
        Map<String, Object> details) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final MathContext DIGITS = new MathContext(5);

    public static Figure of(String name, double value, String unit) {
        return new Figure(name, value, unit, null, null, Map.of());
    }

    public Figure mustBe(Target wanted) {
        return new Figure(name, value, unit, wanted, baseline, details);
    }

    public Figure against(double without) {
        return new Figure(name, value, unit, target, without, details);
    }

    /** One more detail. Numbers are printed with five digits, counts whole. */
    public Figure with(String key, Object detail) {
        Map<String, Object> more = new LinkedHashMap<>(details);
        more.put(key, detail);
        return new Figure(name, value, unit, target, baseline, more);
    }

    /** Whether it reaches its target, if it has one. */
    public boolean met() {
        return target == null || target.met(value);
    }

    /** One line of JSON, without its end. */
    public String json(Map<String, Object> conditions) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("figure", name);
        line.put("value", readable(value));
        line.put("unit", unit);
        if (target != null) {
            line.put("target", target.toString());
            line.put("met", met());
        }
        if (baseline != null) {
            line.put("baseline", readable(baseline));
        }
        if (!details.isEmpty()) {
            Map<String, Object> shown = new LinkedHashMap<>();
            details.forEach((key, detail) -> shown.put(key, readable(detail)));
            line.put("details", shown);
        }
        line.put("conditions", conditions);
        try {
            return JSON.writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Object readable(Object detail) {
        if (!(detail instanceof Double number)) {
            return detail;
        }
        if (!Double.isFinite(number)) {
            return number.toString();
        }
        BigDecimal exact = new BigDecimal(number);
        BigDecimal rounded = exact.abs().compareTo(BigDecimal.valueOf(10_000)) < 0
                ? exact.round(DIGITS)
                : exact.setScale(0, RoundingMode.HALF_UP);
        return new BigDecimal(rounded.stripTrailingZeros().toPlainString());
    }
}
