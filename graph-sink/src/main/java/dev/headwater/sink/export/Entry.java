package dev.headwater.sink.export;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * A document of a folder, as its index lists it.
 *
 * @param run bare id; empty for what no run says
 * @param start and {@code end} of the run, as {@code name} and the others empty where the graph does not know
 * @param sha256 of the file
 * @param file its path in the folder, with {@code /}
 */
record Entry(
        String run,
        String name,
        String experiment,
        String status,
        String start,
        String end,
        long statements,
        long bytes,
        String sha256,
        String file) {

    void write(JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("run", run);
        out.writeStringField("name", name);
        out.writeStringField("experiment", experiment);
        out.writeStringField("status", status);
        out.writeStringField("start", start);
        out.writeStringField("end", end);
        out.writeNumberField("statements", statements);
        out.writeNumberField("bytes", bytes);
        out.writeStringField("sha256", sha256);
        out.writeStringField("file", file);
        out.writeEndObject();
    }

    /** @param in at the beginning of the object */
    static Entry read(JsonParser in) throws IOException {
        String run = "";
        String name = "";
        String experiment = "";
        String status = "";
        String start = "";
        String end = "";
        long statements = 0;
        long bytes = 0;
        String sha256 = "";
        String file = "";
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String field = in.currentName();
            in.nextToken();
            switch (field) {
                case "run" -> run = in.getText();
                case "name" -> name = in.getText();
                case "experiment" -> experiment = in.getText();
                case "status" -> status = in.getText();
                case "start" -> start = in.getText();
                case "end" -> end = in.getText();
                case "statements" -> statements = in.getLongValue();
                case "bytes" -> bytes = in.getLongValue();
                case "sha256" -> sha256 = in.getText();
                case "file" -> file = in.getText();
                default -> in.skipChildren();
            }
        }
        return new Entry(run, name, experiment, status, start, end, statements, bytes, sha256, file);
    }
}
