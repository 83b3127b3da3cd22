package dev.headwater.processor.store;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.SerializationException;

/** All versions of one state schema, frozen in this jar as {@code state/NAME.vN.avsc}, N from 1. */
public final class StateHistory {

    private final String name;
    private final List<Schema> versions;

    private StateHistory(String name, List<Schema> versions) {
        this.name = name;
        this.versions = versions;
    }

    /** @throws SerializationException when no version of it is frozen */
    public static StateHistory of(Schema schema) {
        List<Schema> versions = new ArrayList<>();
        while (true) {
            String resource =
                    "/dev/headwater/processor/state/" + schema.getName() + ".v" + (versions.size() + 1) + ".avsc";
            try (InputStream frozen = StateHistory.class.getResourceAsStream(resource)) {
                if (frozen == null) {
                    break;
                }
                versions.add(new Schema.Parser().parse(frozen));
            } catch (IOException e) {
                throw new SerializationException(resource + " in this jar cannot be read", e);
            }
        }
        if (versions.isEmpty()) {
            throw new SerializationException("no version of the state schema " + schema.getName()
                    + " is frozen below resources/dev/headwater/processor/state");
        }
        return new StateHistory(schema.getName(), versions);
    }

    /** The version that is written. */
    public int latest() {
        return versions.size();
    }

    /** @throws SerializationException when a later release wrote it */
    public Schema schema(int version) {
        if (version < 1 || version > versions.size()) {
            throw new SerializationException("stored state of a " + name + " has version " + version
                    + ", this release knows up to " + versions.size() + ": it was written by a later release");
        }
        return versions.get(version - 1);
    }
}
