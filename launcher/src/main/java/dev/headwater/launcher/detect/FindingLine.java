package dev.headwater.launcher.detect;

import dev.headwater.launcher.Json;
import dev.headwater.launcher.replay.ReplayPlan;
import dev.headwater.processor.detect.Finding;
import java.util.LinkedHashMap;
import java.util.Map;

/** A finding as a line of JSON. */
final class FindingLine {

    private FindingLine() {}

    /** What a run is called: its name, else its file. */
    static String run(ReplayPlan plan) {
        return plan.name().isEmpty() ? plan.csv().toString() : plan.name();
    }

    /**
     * @param line of the manifest, from 1
     * @param step at which it was raised, got worse, lasted on or ended; null where there are no steps
     */
    static String of(long line, ReplayPlan plan, Finding finding) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("line", line);
        json.put("run", run(plan));
        if (!plan.experiment().isEmpty()) {
            json.put("experiment", plan.experiment());
        }
        json.put("rule", finding.rule().name());
        json.put("version", finding.rule().version());
        if (!finding.rule().settings().isEmpty()) {
            json.put("settings", finding.rule().settings());
        }
        json.put("state", finding.state().name());
        json.put("severity", finding.severity().name());
        json.put("subject", finding.subject().label());
        json.put("number", finding.ordinal());
        json.put("step", finding.lastStep());
        json.put("firstStep", finding.firstStep());
        json.put("score", finding.score());
        json.put("message", finding.message());
        json.put("expected", finding.rule().expected());
        return Json.line(json);
    }
}
