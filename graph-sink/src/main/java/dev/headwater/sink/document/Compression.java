package dev.headwater.sink.document;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** How a file is compressed. Neither format gets a time, so that the same content gives the same bytes. */
public enum Compression {
    NONE {
        @Override
        public OutputStream compress(OutputStream file) {
            return file;
        }

        @Override
        InputStream expand(InputStream file) {
            return file;
        }
    },
    GZIP(0x1f, 0x8b) {
        @Override
        public OutputStream compress(OutputStream file) throws IOException {
            return new GZIPOutputStream(file, BUFFER);
        }

        @Override
        InputStream expand(InputStream file) throws IOException {
            return ExpandedInput.of("gzip", () -> new GZIPInputStream(file, BUFFER));
        }
    },
    ZSTD(0x28, 0xb5, 0x2f, 0xfd) {
        @Override
        public OutputStream compress(OutputStream file) throws IOException {
            return new ZstdOutputStreamNoFinalizer(file).setChecksum(true);
        }

        @Override
        InputStream expand(InputStream file) throws IOException {
            return ExpandedInput.of("zstd", () -> new ZstdInputStreamNoFinalizer(file));
        }
    };

    private static final int BUFFER = 1 << 16;

    private final byte[] magic;

    Compression(int... magic) {
        this.magic = new byte[magic.length];
        for (int i = 0; i < magic.length; i++) {
            this.magic[i] = (byte) magic[i];
        }
    }

    /** By the end of the name: {@code .gz}, {@code .zst}, anything else is not compressed. */
    public static Compression ofName(Path file) {
        String name = file.toString();
        return name.endsWith(".gz") ? GZIP : name.endsWith(".zst") ? ZSTD : NONE;
    }

    /**
     * What a file holds, expanded if its first bytes say that it is compressed, whatever its name.
     *
     * @throws IOException when it cannot be read, now or later; the message says whether it is cut off
     */
    public static InputStream read(InputStream file) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(file, BUFFER);
        buffered.mark(ZSTD.magic.length);
        byte[] first = buffered.readNBytes(ZSTD.magic.length);
        buffered.reset();
        for (Compression one : values()) {
            if (one != NONE && one.begins(first)) {
                return one.expand(buffered);
            }
        }
        return buffered;
    }

    private boolean begins(byte[] first) {
        return first.length >= magic.length && Arrays.equals(magic, Arrays.copyOf(first, magic.length));
    }

    /** A file to be written, replaced if it is there. Closing it completes it. */
    public OutputStream create(Path file) throws IOException {
        OutputStream opened = new BufferedOutputStream(Files.newOutputStream(file), BUFFER);
        try {
            return compress(opened);
        } catch (IOException e) {
            opened.close();
            throw e;
        }
    }

    /** Closing it completes the file. */
    public abstract OutputStream compress(OutputStream file) throws IOException;

    abstract InputStream expand(InputStream file) throws IOException;

    /** One part of a file, which holds any number of them, one behind the other. Closing it leaves the file open. */
    public OutputStream part(OutputStream file) throws IOException {
        return compress(new FilterOutputStream(file) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length);
            }

            @Override
            public void close() throws IOException {
                flush();
            }
        });
    }
}
