package dev.headwater.sink.document;

import com.github.luben.zstd.ZstdIOException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;

/** Expands what was compressed, and says of data that is cut off or damaged that it is. */
final class ExpandedInput extends InputStream {

    /** What begins to expand, and may find the very beginning amiss. */
    interface Beginning {
        InputStream begin() throws IOException;
    }

    private final String format;
    private final InputStream expanded;

    private ExpandedInput(String format, InputStream expanded) {
        this.format = format;
        this.expanded = expanded;
    }

    static InputStream of(String format, Beginning beginning) throws IOException {
        try {
            return new ExpandedInput(format, beginning.begin());
        } catch (EOFException | ZipException | ZstdIOException e) {
            throw explained(format, e);
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        try {
            return expanded.read(bytes, offset, length);
        } catch (EOFException | ZipException | ZstdIOException e) {
            throw explained(format, e);
        }
    }

    @Override
    public void close() throws IOException {
        expanded.close();
    }

    private static IOException explained(String format, IOException failure) {
        boolean cut = failure instanceof EOFException
                || String.valueOf(failure.getMessage()).startsWith("Truncated source");
        return new IOException(
                cut
                        ? "is cut off: its " + format + " data ends too early; copy or make it again"
                        : "is damaged: its " + format + " data cannot be expanded: " + failure.getMessage(),
                failure);
    }
}
