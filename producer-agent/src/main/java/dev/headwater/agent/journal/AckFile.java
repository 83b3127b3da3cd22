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
 * How far Kafka has confirmed each chain, in a mapped file that survives the process. Two slots of 64 bytes per chain are
 * written in turn (version, position, two counts, check sum of these; each a long), so that one of them is always whole.
 */
final class AckFile {

    static final int POINTS = 0;
    static final int EVENTS = 1;

    private static final int SLOT = 64;
    private static final int SIZE = 4096;

    private final ByteBuffer buffer;
    private final long[] versions = new long[2];

    private AckFile(ByteBuffer buffer) {
        this.buffer = buffer.order(ByteOrder.LITTLE_ENDIAN);
    }

    static AckFile open(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(
                directory.resolve("acknowledged"),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
            if (channel.size() < SIZE) {
                channel.write(ByteBuffer.allocate(SIZE), 0);
            }
            return new AckFile(channel.map(FileChannel.MapMode.READ_WRITE, 0, SIZE));
        }
    }

    static AckFile inMemory() {
        return new AckFile(ByteBuffer.allocateDirect(SIZE));
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
            Mark mark = new Mark(buffer.getLong(at + 8), buffer.getLong(at + 16), buffer.getLong(at + 24));
            if (version > versions[chain] && buffer.getLong(at + 32) == check(version, mark)) {
                versions[chain] = version;
                newest = mark;
            }
        }
        return Optional.ofNullable(newest);
    }

    private static int slot(int chain, long version) {
        return (chain * 2 + (int) (version & 1)) * SLOT;
    }

    private static long check(long version, Mark mark) {
        long sum = version * 0x9e37_79b9_7f4a_7c15L;
        sum = (sum ^ mark.position()) * 0xbf58_476d_1ce4_e5b9L;
        sum = (sum ^ mark.first()) * 0x94d0_49bb_1331_11ebL;
        sum = (sum ^ mark.second()) * 0x9e37_79b9_7f4a_7c15L;
        return (sum ^ (sum >>> 31)) | 1;
    }
}
