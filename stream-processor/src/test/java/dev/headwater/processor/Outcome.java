package dev.headwater.processor;

import dev.headwater.anomaly.Anomaly;
import dev.headwater.lineage.ProvStatement;
import dev.headwater.schemas.Topic;
import dev.headwater.series.SeriesChunk;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What a processor has committed in the end: the last value of each key of the compacted topics, and every finding each time
 * that it was told. Only the clock of the processor is taken out: when a finding was detected.
 */
record Outcome(Map<String, String> statements, Map<String, String> chunks, List<String> findings) {

    /** The attribute of a detection that the clock of the processor decides. */
    private static final Pattern DETECTED_AT =
            Pattern.compile("(\"mlp:detectedAt\"[^}]*?)\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z");

    static Outcome of(Wiretap wire) {
        Map<String, String> statements = last(wire, Topic.LINEAGE, ProvStatement.getClassSchema());
        statements.replaceAll((key, statement) -> DETECTED_AT.matcher(statement).replaceAll("$1"));
        Map<String, String> chunks = last(wire, Topic.SERIES, SeriesChunk.getClassSchema());
        List<String> findings = new ArrayList<>();
        for (ConsumerRecord<String, Anomaly> record : wire.<Anomaly>hear(Topic.ANOMALIES, Anomaly.getClassSchema())) {
            findings.add(Anomaly.newBuilder(record.value())
                    .setDetectedAt(Instant.EPOCH)
                    .build()
                    .toString());
        }
        Collections.sort(findings);
        return new Outcome(statements, chunks, findings);
    }

    /** What is not as it should be, each shortly, where the whole of both would be pages. */
    List<String> differencesFrom(Outcome expected) {
        List<String> differences = new ArrayList<>();
        differences(statements, expected.statements, differences);
        differences(chunks, expected.chunks, differences);
        List<String> more = new ArrayList<>(findings);
        expected.findings.stream()
                .filter(each -> !more.remove(each))
                .forEach(each -> differences.add("missing " + each));
        more.forEach(each -> differences.add("too much: " + each));
        return differences;
    }

    private static void differences(Map<String, String> are, Map<String, String> should, List<String> into) {
        should.forEach((key, value) -> {
            if (!value.equals(are.get(key))) {
                into.add(key + " should be " + value + " but is " + are.get(key));
            }
        });
        are.keySet().stream().filter(key -> !should.containsKey(key)).forEach(key -> into.add(key + " is too much"));
    }

    private static Map<String, String> last(Wiretap wire, Topic topic, Schema schema) {
        Map<String, String> last = new TreeMap<>();
        for (ConsumerRecord<String, SpecificRecord> record : wire.<SpecificRecord>hear(topic, schema)) {
            if (record.value() == null) {
                last.remove(record.key());
            } else {
                last.put(record.key(), record.value().toString());
            }
        }
        return last;
    }
}
