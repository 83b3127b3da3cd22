package dev.headwater.agent.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The journal of a dead process, made of what is left of its files. */
final class Salvage {

    private final Path directory;
    private final List<Path> files;
    private boolean anything;

    private Salvage(Path directory) throws IOException {
        this.directory = directory;
        try (Stream<Path> listed = Files.list(directory)) {
            this.files = listed.sorted().toList();
        }
        for (Path file : files) {
            if (Files.isDirectory(file)) {
                throw new DamagedJournalException(file + " is a directory", null);
            }
        }
    }

    /**
     * Only what is wrong with the files themselves is damage. A disk, a memory or a table of files that fails now may do
     * better at the next start, so that the journal stays where it is.
     *
     * @return empty when its owner lives, or nothing was ever said in it; its directory is gone then
     */
    static Optional<RunJournal> takeOver(Path path) throws IOException {
        Optional<JournalDirectory> taken = JournalDirectory.takeOver(path);
        if (taken.isEmpty()) {
            return Optional.empty();
        }
        JournalDirectory directory = taken.get();
        try {
            return new Salvage(path).journal(directory);
        } catch (IOException e) {
            directory.abandon();
            throw e;
        } catch (InternalError | OutOfMemoryError e) {
            directory.abandon();
            throw new IOException(path + ": " + e.getMessage(), e);
        } catch (RuntimeException e) {
            directory.abandon();
            throw new DamagedJournalException(path + ": " + e.getMessage(), e);
        }
    }

    private Optional<RunJournal> journal(JournalDirectory own) throws IOException {
        Chain catalogChain = chain(RunJournal.CATALOG, RecordKind.CATALOG);
        Chain points = chain(RunJournal.POINTS, RecordKind.POINTS);
        Chain events = chain(RunJournal.EVENTS, RecordKind.EVENTS);
        if (!anything) {
            own.delete();
            return Optional.empty();
        }
        Catalog catalog = Catalog.ofDead(catalogChain, JournalDirectory.identity(directory));
        Identity identity = catalog.identity()
                .orElseThrow(() -> new DamagedJournalException(
                        directory + ": it does not say whose journal it is; its catalog is damaged", null));
        points.seal();
        AckFile acknowledged = AckFile.open(directory);
        return Optional.of(new RunJournal(identity, own, catalog, points, events, acknowledged, () -> false));
    }

    /** Indexes in the tags of all records of a chain. */
    static Set<Integer> indexes(Chain chain) {
        Set<Integer> indexes = new HashSet<>();
        Cursor scout = new Cursor(chain.first(), Segment.HEADER);
        RecordReader note = (segment, at, length, tag) -> {
            indexes.add(RecordKind.index(tag));
            return true;
        };
        while (scout.read(Long.MAX_VALUE, note) == Cursor.Stop.DAMAGE) {
            Segment next = scout.segment().next();
            if (next == null) {
                break;
            }
            scout.enter(next, Segment.HEADER);
        }
        return indexes;
    }

    /** @param kinds that records of the chain may have */
    private Chain chain(String prefix, int kinds) throws IOException {
        Pattern named = Pattern.compile(prefix + "-(\\d{1,9})\\" + SegmentStore.SUFFIX);
        List<Path> own = new ArrayList<>();
        int nextFile = 0;
        for (Path file : files) {
            Matcher name = named.matcher(file.getFileName().toString());
            if (name.matches()) {
                own.add(file);
                nextFile = Math.max(nextFile, Integer.parseInt(name.group(1)) + 1);
            }
        }
        SegmentStore store = new SegmentStore(directory, prefix, new Budget(Long.MAX_VALUE), nextFile);
        List<Segment> segments = new ArrayList<>();
        long lost = 0;
        for (Path file : own) {
            Segment segment = store.open(file, kinds);
            if (segment.number() > 0) {
                segments.add(segment);
                lost += Math.max(0, segment.capacityInHeader() - segment.capacity());
            } else if (segment.number() < 0) {
                // Not even a header: a file gets its name when it has one.
                lost += Math.max(Segment.HEADER, segment.capacity());
            }
            anything |= segment.number() < 0 || segment.number() > 1 || holdsSomething(segment);
        }
        segments.sort(Comparator.comparingLong(Segment::number));
        for (int i = segments.size() - 1; i > 0; i--) {
            if (segments.get(i).number() == segments.get(i - 1).number()) {
                lost += segments.remove(i).capacity();
            }
        }
        if (!segments.isEmpty()) {
            // What followed the last one is gone without a trace of its own.
            lost += segments.get(segments.size() - 1).followerBytes();
        } else {
            lost += Segment.HEADER;
            segments.add(nothing(kinds));
        }
        for (int i = 1; i < segments.size(); i++) {
            segments.get(i - 1).next(segments.get(i));
        }
        return Chain.ofDead(store, segments.get(0), segments.get(segments.size() - 1), lost);
    }

    private static boolean holdsSomething(Segment segment) {
        return segment.number() == 1 && segment.lengthAt(Segment.HEADER) != 0;
    }

    /** An empty segment in place of all that are gone, numbered behind whatever was. */
    private static Segment nothing(int kinds) {
        ByteBuffer empty = ByteBuffer.allocateDirect(Segment.HEADER + 2 * Segment.RECORD_HEADER);
        Segment.spare(empty, null).number(1 << 30);
        return Segment.ofDead(empty, null, kinds);
    }
}
