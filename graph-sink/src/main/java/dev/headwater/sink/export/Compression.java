package dev.headwater.sink.export;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** How a file is compressed. Neither format gets a time, so that the same content gives the same bytes. */
enum Compression {
    NONE {
        @Override
        OutputStream of(OutputStream file) {
            return file;
        }
    },
    GZIP {
        @Override
        OutputStream of(OutputStream file) throws IOException {
            return new GZIPOutputStream(file, BUFFER);
        }
    },
    ZSTD {
        @Override
        OutputStream of(OutputStream file) throws IOException {
            return new ZstdOutputStreamNoFinalizer(file).setChecksum(true);
        }
    };

    private static final int BUFFER = 1 << 16;

    /** By the end of the name: {@code .gz}, {@code .zst}, anything else is not compressed. */
    static Compression ofName(Path file) {
        String name = file.toString();
        return name.endsWith(".gz") ? GZIP : name.endsWith(".zst") ? ZSTD : NONE;
    }

    abstract OutputStream of(OutputStream file) throws IOException;

    /** One part of a file, which holds any number of them, one behind the other. Closing it leaves the file open. */
    OutputStream part(OutputStream file) throws IOException {
        return of(new FilterOutputStream(file) {
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
