package dev.headwater.processor.detect.sibling;

import dev.headwater.event.Heartbeat;
import dev.headwater.event.RunEnded;
import dev.headwater.event.RunEvent;
import dev.headwater.processor.detect.Thresholds;
import dev.headwater.processor.state.Portrait;
import dev.headwater.processor.state.RunState;
import dev.headwater.processor.state.Start;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** How a run is set up, from its lineage. */
public final class Portraits {

    private static final int MOST_SETTINGS = 200;
    private static final int LONGEST_VALUE = 200;

    private Portraits() {}

    /** Whether the run has said by now how it is set up: it has logged metrics, or it is over. */
    public static boolean areDue(RunEvent event) {
        return event.getPayload() instanceof RunEnded
                || event.getPayload() instanceof Heartbeat beat && beat.getMetricPoints() > 0;
    }

    /** @param event after which it is drawn */
    public static Portrait of(RunState run, RunEvent event) {
        Map<String, String> settings = new TreeMap<>();
        run.getParams().forEach((name, value) -> settings.put("param/" + name, text(value.getValue())));
        put(settings, "code", run.getCodes().keySet());
        Collection<String> data = new TreeSet<>();
        run.getContents().forEach((id, content) -> {
            if (!content.getUsedAs().isEmpty()) {
                data.add(id);
            }
        });
        Start start = run.getStart();
        boolean part = start != null && start.getParentRunId() != null;
        String fingerprint = run.getParams().isEmpty() || part ? "" : Thresholds.digest(settings + " " + data);
        while (settings.size() > MOST_SETTINGS) {
            settings.keySet().remove(((TreeMap<String, String>) settings).lastKey());
        }
        return new Portrait(run.getRunId(), event.getOccurredAt().toEpochMilli(), settings, fingerprint);
    }

    private static void put(Map<String, String> settings, String name, Collection<String> values) {
        if (!values.isEmpty()) {
            settings.put(name, text(String.join(" ", new TreeSet<>(values))));
        }
    }

    private static String text(Object value) {
        String text = value.toString();
        return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE);
    }
}
