package dev.headwater.benchmarks.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a real run of AlgoPerf v0.5 would be in the graph.
 *
 * @param series columns of its log
 * @param params what it was configured with
 * @param points of each series
 */
record RunShape(List<String> series, Map<String, Object> params, long points) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LOG = "measurements.csv";

    /**
     * The shapes of all trials that have a log, in the order of their names.
     *
     * @throws FileNotFoundException when there is none
     */
    static List<RunShape> read(Path data) throws IOException {
        List<Path> logs;
        try (Stream<Path> files = Files.walk(data)) {
            logs = files.filter(file -> file.endsWith(LOG)).sorted().toList();
        }
        if (logs.isEmpty()) {
            throw new FileNotFoundException(data + " holds no trial with a " + LOG);
        }
        List<RunShape> shapes = new ArrayList<>();
        for (Path log : logs) {
            try (Stream<String> lines = Files.lines(log)) {
                List<String> all = lines.toList();
                shapes.add(new RunShape(
                        Arrays.asList(all.get(0).strip().split(",", -1)),
                        params(log.resolveSibling("hparams.json")),
                        all.size() - 1L));
            }
        }
        return List.copyOf(shapes);
    }

    private static Map<String, Object> params(Path file) throws IOException {
        Map<String, Object> params = new LinkedHashMap<>();
        if (Files.exists(file)) {
            for (Map.Entry<String, JsonNode> param :
                    JSON.readTree(file.toFile()).properties()) {
                JsonNode value = param.getValue();
                params.put("param:" + param.getKey(), value.isNumber() ? (Object) value.doubleValue() : value.asText());
            }
        }
        return params;
    }
}
