package dev.headwater.processor.meeting;

import dev.headwater.event.ArtifactDirection;
import dev.headwater.event.ArtifactLogged;
import dev.headwater.event.DatasetUsed;
import dev.headwater.event.RunEvent;
import dev.headwater.processor.lineage.Births;
import dev.headwater.processor.state.Content;
import dev.headwater.processor.state.RunState;
import dev.headwater.processor.state.Touch;
import dev.headwater.prov.Identifiers;
import dev.headwater.prov.Profile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an event tells the other runs of the contents it is about. Only bytes that were read are known to be the same
 * elsewhere, so contents without a digest take no part.
 */
public final class Contacts {

    /** One event tells of no more pairs of contents than this. */
    static final int MOST_PAIRS = 256;

    private static final Set<String> MATERIAL = Set.of(Profile.DATASET, Profile.CHECKPOINT, Profile.MODEL);

    private static final String DIGEST = Identifiers.content("");

    /** A touch of a content, for the place where all touches of that content meet. */
    public record Contact(String contentId, Touch touch) {}

    private final List<Contact> contacts = new ArrayList<>();
    private int pairs;

    private Contacts() {}

    /** @param run the run after the event */
    public static Contacts of(RunState run, RunEvent event) {
        Contacts contacts = new Contacts();
        Object payload = event.getPayload();
        if (payload instanceof DatasetUsed used) {
            contacts.touched(run, event, used.getSha256(), true);
        } else if (payload instanceof ArtifactLogged artifact) {
            boolean input = artifact.getDirection() == ArtifactDirection.INPUT;
            contacts.touched(run, event, artifact.getSha256(), input);
        }
        return contacts;
    }

    public List<Contact> all() {
        return contacts;
    }

    /** Pairs that were not told because one event tells of no more than {@value #MOST_PAIRS}. */
    public int leftOut() {
        return Math.max(0, pairs - MOST_PAIRS);
    }

    private void touched(RunState run, RunEvent event, @Nullable String sha256, boolean used) {
        if (sha256 == null) {
            return;
        }
        String id = Identifiers.content(sha256);
        Content content = run.getContents().get(id);
        if (content == null) {
            return;
        }
        Long time = event.getOccurredAt().toEpochMilli();
        Touch own = Touch.newBuilder(touch(run.getRunId()))
                .setKinds(content.getTypes().stream().filter(MATERIAL::contains).toList())
                .setUsedFrom(used ? time : null)
                .setUsedUntil(used ? time : null)
                .setMadeFrom(used ? null : time)
                .setMadeUntil(used ? null : time)
                .build();
        contacts.add(new Contact(id, own));
        run.getContents().forEach((otherId, other) -> {
            if (!id.equals(otherId)) {
                tell(own, content, otherId, other);
                tellOther(run.getRunId(), id, content, otherId, other);
            }
        });
    }

    /** Of two contents of a run of which it knows only one as dataset, checkpoint or model, the other one is told. */
    private void tell(Touch own, Content content, String otherId, Content other) {
        Long resultUntil = derivedUntil(other);
        if (resultUntil != null && plainInput(content) && granted()) {
            own.getResults().put(otherId, resultUntil);
        }
        Long sourceSince = other.getSourceSince();
        if (sourceSince != null && plainOutput(content) && granted()) {
            own.getSources().put(otherId, sourceSince);
        }
    }

    private void tellOther(String runId, String id, Content content, String otherId, Content other) {
        if (!otherId.startsWith(DIGEST)) {
            return;
        }
        Long resultUntil = derivedUntil(content);
        if (resultUntil != null && plainInput(other) && granted()) {
            Touch told = touch(runId);
            told.getResults().put(id, resultUntil);
            contacts.add(new Contact(otherId, told));
        }
        Long sourceSince = content.getSourceSince();
        if (sourceSince != null && plainOutput(other) && granted()) {
            Touch told = touch(runId);
            told.getSources().put(id, sourceSince);
            contacts.add(new Contact(otherId, told));
        }
    }

    private boolean granted() {
        return ++pairs <= MOST_PAIRS;
    }

    private static boolean plainInput(Content content) {
        return !content.getUsedAs().isEmpty() && content.getSourceSince() == null;
    }

    private static boolean plainOutput(Content content) {
        return content.getGenerated() != null && resultUntil(content) == null;
    }

    /** When the run made it from what it had read; null where it had read it before it wrote it. */
    private static @Nullable Long derivedUntil(Content content) {
        return Births.elsewhere(content) ? null : resultUntil(content);
    }

    /** The last release kept the earliest generation only. */
    private static @Nullable Long resultUntil(Content content) {
        return content.getResultUntil() == null ? content.getResultSince() : content.getResultUntil();
    }

    private static Touch touch(String runId) {
        return Touch.newBuilder()
                .setRunId(runId)
                .setResults(new HashMap<>())
                .setSources(new HashMap<>())
                .build();
    }
}
