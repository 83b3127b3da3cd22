package dev.headwater.launcher.letters;

import dev.headwater.schemas.DeadLetter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * A record that was set aside, without its bytes.
 *
 * @param partition of the topic of dead letters, with {@code offset} where it lies now
 * @param keptAt when it was written there
 * @param bytes size of its value as it is kept; 0 when it has none
 * @param headers that say why, by name
 */
record Letter(int partition, long offset, Instant keptAt, int bytes, Map<String, String> headers) {

    static Letter of(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Header header : record.headers()) {
            headers.put(header.key(), header.value() == null ? "" : new String(header.value(), DeadLetter.CHARSET));
        }
        byte[] value = record.value();
        return new Letter(
                record.partition(),
                record.offset(),
                Instant.ofEpochMilli(record.timestamp()),
                value == null ? 0 : value.length,
                headers);
    }

    /** When it was set aside, by its header; when it was written, where it has none. */
    String at() {
        return header(DeadLetter.AT).isEmpty() ? keptAt.toString() : header(DeadLetter.AT);
    }

    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /** Where it was read; empty where that is not known. */
    String source() {
        return header(DeadLetter.TOPIC).isEmpty()
                ? ""
                : header(DeadLetter.TOPIC) + "/" + header(DeadLetter.PARTITION) + "@" + header(DeadLetter.OFFSET);
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("partition", partition);
        json.put("offset", offset);
        json.put("time", keptAt.toString());
        json.put("bytes", bytes);
        json.put("headers", headers);
        return json;
    }
}
