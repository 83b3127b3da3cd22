package dev.headwater.sink.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class CompressionTest {

    private static final byte[] HEAD = "{\n".getBytes(StandardCharsets.UTF_8);
    private static final byte[] BODY = noise(300_000);

    /** Bytes that do not get shorter, so that every part of the file matters. */
    private static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new Random(7).nextBytes(bytes);
        return bytes;
    }

    /** In two parts, as exports are. */
    private static byte[] file(Compression compression) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        for (byte[] part : new byte[][] {HEAD, BODY}) {
            try (OutputStream out = compression.part(file)) {
                out.write(part);
            }
        }
        return file.toByteArray();
    }

    private static byte[] read(byte[] file) throws IOException {
        try (InputStream in = Compression.read(new ByteArrayInputStream(file))) {
            return in.readAllBytes();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFileInPartsIsReadAsOne(Compression compression) throws IOException {
        byte[] whole = Arrays.copyOf(HEAD, HEAD.length + BODY.length);
        System.arraycopy(BODY, 0, whole, HEAD.length, BODY.length);

        assertThat(read(file(compression))).isEqualTo(whole);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void whatIsCutOffIsSaidToBe(Compression compression) throws IOException {
        byte[] file = file(compression);

        for (int length : new int[] {4, file.length / 2, file.length - 5, file.length - 1}) {
            assertThatIOException()
                    .as("%d bytes of %d", length, file.length)
                    .isThrownBy(() -> read(Arrays.copyOf(file, length)))
                    .withMessageContaining("is cut off");
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void whatIsDamagedIsSaidToBe(Compression compression) throws IOException {
        byte[] file = file(compression);
        file[file.length / 2] ^= 1;

        assertThatIOException().isThrownBy(() -> read(file)).withMessageContaining("is damaged");
    }

    @Test
    void whatIsShorterThanItsFormatIsReadAsItIs() throws IOException {
        assertThat(read(new byte[0])).isEmpty();
        assertThat(read(HEAD)).isEqualTo(HEAD);
    }
}
