package dev.headwater.processor.lineage;

import dev.headwater.event.ArtifactLogged;
import dev.headwater.event.DatasetUsed;
import dev.headwater.prov.Statement;
import org.jspecify.annotations.Nullable;

/** What is said of one reading or writing and not of the content, which other runs read and write too. */
record Occasion(String name, @Nullable String uri, @Nullable Long step, boolean unstable) {

    static Occasion of(DatasetUsed used) {
        return new Occasion(used.getName(), used.getUri(), null, used.getUnstable());
    }

    static Occasion of(ArtifactLogged artifact) {
        return new Occasion(artifact.getName(), artifact.getUri(), artifact.getStep(), artifact.getUnstable());
    }

    /** Adds it to a usage or generation. That content was stable goes without saying. */
    Statement.Builder on(Statement.Builder relation) {
        return relation.with(Words.NAME, name)
                .with(Words.URI, uri)
                .with(Words.STEP, step)
                .with("mlp:unstable", unstable ? Boolean.TRUE : null);
    }
}
