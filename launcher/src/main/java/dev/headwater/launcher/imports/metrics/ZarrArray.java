package dev.headwater.launcher.imports.metrics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.launcher.Json;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * An array of one dimension in a Zarr group, as it is described there
 * (<a href="https://zarr-specs.readthedocs.io/en/latest/specs.html">Zarr specifications</a>, versions 2 and 3).
 *
 * @param name its folder in the group
 * @param length numbers in it
 * @param chunk numbers of a chunk; the last one is filled up
 * @param fill the number where a chunk is not stored
 * @param blosc whether chunks are compressed with Blosc, otherwise they are not
 * @param chunkPrefix what the key of a chunk has before its index
 */
record ZarrArray(
        String name,
        long length,
        int chunk,
        NumberType type,
        ByteOrder order,
        Number fill,
        boolean blosc,
        String chunkPrefix) {

    static final String DESCRIPTION_3 = "zarr.json";
    static final String DESCRIPTION_2 = ".zarray";

    private static final int LONGEST_DESCRIPTION = 1 << 20;

    /** @throws IOException when there is no such array, or none that is read */
    static ZarrArray of(ZarrStore store, String name) throws IOException {
        Optional<byte[]> newer = store.read(name + "/" + DESCRIPTION_3, LONGEST_DESCRIPTION);
        Optional<byte[]> older =
                newer.isPresent() ? Optional.empty() : store.read(name + "/" + DESCRIPTION_2, LONGEST_DESCRIPTION);
        if (newer.isEmpty() && older.isEmpty()) {
            throw new IOException("has no array " + name);
        }
        String file = name + "/" + (newer.isPresent() ? DESCRIPTION_3 : DESCRIPTION_2);
        try {
            JsonNode described = Json.read(new String(newer.or(() -> older).orElseThrow(), StandardCharsets.UTF_8));
            return newer.isPresent() ? version3(name, described) : version2(name, described);
        } catch (JsonProcessingException e) {
            throw new IOException(file + " is damaged: " + e.getOriginalMessage(), e);
        } catch (Unread e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private static ZarrArray version3(String name, JsonNode described) throws Unread {
        expect(described, "/zarr_format", "3");
        expect(described, "/node_type", "array");
        expect(described, "/chunk_grid/name", "regular");
        NumberType type = switch (described.path("data_type").asText()) {
            case "int32" -> NumberType.INT32;
            case "int64" -> NumberType.INT64;
            case "float32" -> NumberType.FLOAT32;
            case "float64" -> NumberType.FLOAT64;
            default -> throw new Unread(described, "/data_type");
        };
        JsonNode codecs = described.path("codecs");
        expect(described, "/codecs/0/name", "bytes");
        if (codecs.size() > 1) {
            expect(described, "/codecs/1/name", "blosc");
        }
        if (codecs.size() > 2) {
            throw new Unread(described, "/codecs/2");
        }
        boolean big = described.at("/codecs/0/configuration/endian").asText().equals("big");
        return new ZarrArray(
                name,
                length(described),
                chunk(described, "/chunk_grid/configuration/chunk_shape"),
                type,
                big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN,
                fill(described),
                codecs.size() > 1,
                chunkPrefix(described));
    }

    private static String chunkPrefix(JsonNode described) throws Unread {
        String separator =
                described.at("/chunk_key_encoding/configuration/separator").asText("/");
        return switch (described.at("/chunk_key_encoding/name").asText()) {
            case "default" -> "c" + separator;
            case "v2" -> "";
            default -> throw new Unread(described, "/chunk_key_encoding/name");
        };
    }

    private static ZarrArray version2(String name, JsonNode described) throws Unread {
        expect(described, "/zarr_format", "2");
        if (!described.path("filters").isEmpty()) {
            throw new Unread(described, "/filters/0");
        }
        boolean compressed = described.path("compressor").isObject();
        if (compressed) {
            expect(described, "/compressor/id", "blosc");
        }
        String dtype = described.path("dtype").asText();
        NumberType type = switch (dtype.isEmpty() ? "" : dtype.substring(1)) {
            case "i4" -> NumberType.INT32;
            case "i8" -> NumberType.INT64;
            case "f4" -> NumberType.FLOAT32;
            case "f8" -> NumberType.FLOAT64;
            default -> throw new Unread(described, "/dtype");
        };
        return new ZarrArray(
                name,
                length(described),
                chunk(described, "/chunks"),
                type,
                dtype.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN,
                fill(described),
                compressed,
                "");
    }

    private static long length(JsonNode described) throws Unread {
        JsonNode shape = described.path("shape");
        if (shape.size() != 1
                || !shape.path(0).canConvertToLong()
                || shape.path(0).longValue() < 0) {
            throw new Unread(described, "/shape");
        }
        return shape.path(0).longValue();
    }

    private static int chunk(JsonNode described, String place) throws Unread {
        JsonNode chunk = described.at(place);
        int numbers = chunk.path(0).intValue();
        if (chunk.size() != 1 || !chunk.path(0).canConvertToInt() || numbers < 1 || numbers > MetricColumns.MOST) {
            throw new Unread(described, place);
        }
        return numbers;
    }

    /** Nothing is said of the fill value in the second version where it does not matter. */
    private static Number fill(JsonNode described) throws Unread {
        JsonNode fill = described.path("fill_value");
        if (fill.isNumber()) {
            return fill.numberValue();
        } else if (fill.isNull()) {
            return 0L;
        }
        return switch (fill.asText()) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> throw new Unread(described, "/fill_value");
        };
    }

    private static void expect(JsonNode described, String place, String value) throws Unread {
        if (!described.at(place).asText().equals(value)) {
            throw new Unread(described, place);
        }
    }

    /** Something in a description that yProv4ML has not written so far. */
    private static final class Unread extends Exception {
        private static final long serialVersionUID = 1L;

        Unread(JsonNode described, String place) {
            super(place + " is " + (described.at(place).isMissingNode() ? "missing" : described.at(place))
                    + ", which is not read");
        }
    }
}
