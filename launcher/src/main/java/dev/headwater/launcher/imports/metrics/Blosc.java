package dev.headwater.launcher.imports.metrics;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;

/**
 * The container of the compressor Blosc, version 1.
 *
 * <p>Layout (<a href="https://github.com/Blosc/c-blosc/blob/main/README_CHUNK_FORMAT.rst">chunk format</a>, little-endian): a
 * header of 16 bytes, which are the versions of the container and of the compressor's format, flags, the size of an item, then the
 * sizes of the content, of a block and of the whole; the place of each block; the blocks. A block is one stream or, unless a flag
 * says otherwise, one for each byte of an item; a stream is its length and its bytes, as they are where compressing did not help.
 * Where bytes are shuffled, a block has first bytes of all its items first, and so on. Content that did not get smaller follows the
 * header as it is.
 */
final class Blosc {

    /** How much larger than its content a container may be. */
    static final int MOST_OVERHEAD = 1_024;

    private static final int HEADER = 16;
    private static final int SHUFFLED = 0x01;
    private static final int COPIED = 0x02;
    private static final int SHUFFLED_BITS = 0x04;
    private static final int NOT_SPLIT = 0x10;
    private static final int COMPRESSOR_SHIFT = 5;
    private static final int LZ4 = 1;
    private static final int ZSTD = 4;

    /** Items that are larger, and blocks of fewer items, are never split. */
    private static final int LARGEST_SPLIT_ITEM = 16;

    private static final int FEWEST_SPLIT_ITEMS = 128;

    private static final LZ4SafeDecompressor LZ4_DECOMPRESSOR =
            LZ4Factory.safeInstance().safeDecompressor();

    private final ByteBuffer in;
    private final int flags;
    private final int item;
    private final int block;
    private final byte[] content;

    private Blosc(ByteBuffer in, int flags, int item, int block, byte[] content) {
        this.in = in;
        this.flags = flags;
        this.item = item;
        this.block = block;
        this.content = content;
    }

    /**
     * The content of a container.
     *
     * @param size what the content must have
     * @throws IOException when it is damaged, has another size, or was compressed in a way that is not read
     */
    static byte[] decompress(byte[] container, int size) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(container).order(ByteOrder.LITTLE_ENDIAN);
        if (container.length < HEADER) {
            throw new IOException("is shorter than the header of Blosc");
        }
        int flags = in.get(2);
        int item = Math.max(1, Byte.toUnsignedInt(in.get(3)));
        int content = in.getInt(4);
        int block = in.getInt(8);
        if (content != size || in.getInt(12) != container.length || size > 0 && block < 1) {
            throw new IOException("is a container of Blosc with " + content + " bytes in blocks of " + block + ", "
                    + in.getInt(12) + " in all, where " + size + " were expected, " + container.length + " in all");
        }
        if ((flags & SHUFFLED_BITS) != 0) {
            throw new IOException("has shuffled bits, which are not read");
        }
        try {
            return new Blosc(in, flags, item, block, new byte[size]).read();
        } catch (BufferUnderflowException
                | IndexOutOfBoundsException
                | IllegalArgumentException
                | LZ4Exception
                | ZstdException e) {
            throw new IOException("its blocks are not whole", e);
        }
    }

    private byte[] read() throws IOException {
        in.position(HEADER);
        if ((flags & COPIED) != 0) {
            in.get(content);
            return content;
        }
        for (int from = 0; from < content.length; from += block) {
            int place = in.getInt(HEADER + from / block * Integer.BYTES);
            in.position(place);
            block(from, Math.min(block, content.length - from));
        }
        return content;
    }

    private void block(int from, int size) throws IOException {
        boolean split = (flags & NOT_SPLIT) == 0
                && size == block
                && item <= LARGEST_SPLIT_ITEM
                && size / item >= FEWEST_SPLIT_ITEMS;
        int streams = split ? item : 1;
        for (int stream = 0; stream < streams; stream++) {
            stream(from + stream * (size / streams), size / streams);
        }
        if ((flags & SHUFFLED) != 0 && item > 1) {
            order(from, size);
        }
    }

    private void stream(int from, int size) throws IOException {
        int length = in.getInt();
        if (length == size) {
            in.get(content, from, size);
            return;
        }
        if (length < 0 || length > in.remaining()) {
            throw new IOException("its blocks are not whole");
        }
        int compressor = (flags & 0xff) >> COMPRESSOR_SHIFT;
        long read = switch (compressor) {
            case LZ4 -> LZ4_DECOMPRESSOR.decompress(in.array(), in.position(), length, content, from, size);
            case ZSTD -> Zstd.decompressByteArray(content, from, size, in.array(), in.position(), length);
            default ->
                throw new IOException("was compressed by Blosc's compressor " + compressor
                        + ", which is not read: LZ4 (1) and Zstandard (4) are");
        };
        if (read != size) {
            throw new IOException("its blocks are not whole");
        }
        in.position(in.position() + length);
    }

    /** Items whose bytes are together again; a rest that is no item was left as it is. */
    private void order(int from, int size) {
        byte[] shuffled = Arrays.copyOfRange(content, from, from + size);
        int items = size / item;
        for (int i = 0; i < items; i++) {
            for (int b = 0; b < item; b++) {
                content[from + i * item + b] = shuffled[b * items + i];
            }
        }
    }
}
