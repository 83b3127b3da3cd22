package dev.headwater.agent.journal;

import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * How far Kafka has confirmed each chain, and where the batches under way end, in a mapped file that survives the process.
 *
 * <p>Confirmations: two slots of 64 bytes per chain are written in turn (version, position, two counts, check sum of these;
 * each a long), so that one of them is always whole. Ends of batches: {@value #CUTS} slots of 32 bytes per chain
 * (position, two counts, check sum), in any order.
 */
final class AckFile {

    static final int POINTS = 0;
    static final int EVENTS = 1;
    static final int CUTS = 128;

    private static final String NAME = "acknowledged";
    private static final long MAGIC = 0x3230_4b43_414a_5748L; // "HWJACK02"
    private static final int SLOTS_AT = 64;
    private static final int SLOT = 64;
    private static final int CUTS_AT = 1024;
    private static final int CUT = 32;
    private static final int SIZE = 12288;

    private final ByteBuffer buffer;
    private final long[] versions = new long[2];

    private AckFile(ByteBuffer buffer) {
        this.buffer = buffer.order(ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(0, MAGIC);
    }

    /** Opens it, or makes it; what is there and is damaged counts as not there. */
    static AckFile open(Path directory) throws IOException {
        return Uninterrupted.run(() -> mapped(directory.resolve(NAME)));
    }

    private static AckFile mapped(Path file) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            for (long size = channel.size(); size < SIZE; ) {
                size += channel.write(ByteBuffer.allocate((int) (SIZE - size)), size);
            }
            return new AckFile(channel.map(FileChannel.MapMode.READ_WRITE, 0, SIZE));
        }
    }

    static AckFile inMemory() {
        return new AckFile(ByteBuffer.allocate(SIZE));
    }

    void write(int chain, Mark mark) {
        long version = ++versions[chain];
        int at = slot(chain, version);
        buffer.putLong(at + 32, 0);
        VarHandle.releaseFence();
        buffer.putLong(at, version);
        buffer.putLong(at + 8, mark.position());
        buffer.putLong(at + 16, mark.first());
        buffer.putLong(at + 24, mark.second());
        VarHandle.releaseFence();
        buffer.putLong(at + 32, check(version, mark));
    }

    /** What was last written whole; empty when nothing was. */
    Optional<Mark> read(int chain) {
        Mark newest = null;
        for (long candidate = 0; candidate < 2; candidate++) {
            int at = slot(chain, candidate);
            long version = buffer.getLong(at);
            Mark mark = mark(at + 8);
            if (version > versions[chain] && buffer.getLong(at + 32) == check(version, mark)) {
                versions[chain] = version;
                newest = mark;
            }
        }
        return Optional.ofNullable(newest);
    }

    /** @param index 0 to {@link #CUTS} - 1 */
    void writeCut(int chain, int index, Mark mark) {
        int at = cut(chain, index);
        buffer.putLong(at + 24, 0);
        VarHandle.releaseFence();
        buffer.putLong(at, mark.position());
        buffer.putLong(at + 8, mark.first());
        buffer.putLong(at + 16, mark.second());
        VarHandle.releaseFence();
        buffer.putLong(at + 24, check(-1, mark));
    }

    /** The end of a batch in a slot; empty when none was written whole. */
    Optional<Mark> readCut(int chain, int index) {
        int at = cut(chain, index);
        Mark mark = mark(at);
        return buffer.getLong(at + 24) == check(-1, mark) ? Optional.of(mark) : Optional.empty();
    }

    private Mark mark(int at) {
        return new Mark(buffer.getLong(at), buffer.getLong(at + 8), buffer.getLong(at + 16));
    }

    private static int slot(int chain, long version) {
        return SLOTS_AT + (chain * 2 + (int) (version & 1)) * SLOT;
    }

    private static int cut(int chain, int index) {
        return CUTS_AT + (chain * CUTS + index) * CUT;
    }

    private static long check(long version, Mark mark) {
        return Check.ofLongs(version, mark.position(), mark.first(), mark.second());
    }
}
