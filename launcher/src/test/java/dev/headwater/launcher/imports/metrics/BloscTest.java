package dev.headwater.launcher.imports.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Containers that numcodecs 0.16.6 made of 600 integers of 32 bits, integer i being i / 50. */
class BloscTest {

    private static final String LZ4_SPLIT =
            "AgEhBGAJAABgCQAAjQAAABQAAABCAAAAHwABAB4fAQEAHh8CAQAeHwMBAB4fBAEAHh8FAQAeHwYBAB4fBwEA"
                    + "Hh8IAQAeHwkBAB4fCgEAHh8LAQAZUAsLCwsLDQAAAB8AAQD//0FQAAAAAAANAAAAHwABAP//QVAAAAAAAA0AAAAfAAEA//9BUAAAAAAA";
    private static final String ZSTD_THREE_BLOCKS =
            "AgGRBGAJAAAABAAAhAAAABwAAABCAAAAaAAAACIAAAAotS/9YAADxQAAQAAAAQIDBAUAB5AQ4AcA/Ko1Mmpk"
                    + "ZNEOIgAAACi1L/1gAAPFAABABQUGBwgJCgAHkBDgBwD8qmFk1MjI0A4YAAAAKLUv/WBgAHUAACAKCgsAAxAABKoY3SQW";
    private static final String ZSTD_NOT_SHUFFLED =
            "AgGQBGAJAABgCQAARwAAABQAAAAvAAAAKLUv/WBgCC0BAGgAAAECAwQFBgcICQoLDKQQ8A7gxQErRCKRSCQSiRCJJY7h3QE=";
    private static final String ZLIB =
            "AgFhBGAJAABgCQAAdwAAABQAAAAmAAAAeF6VwYcBACAIACDLlvX/v90ARKjGOks22GSLbXZYscse+7AFDOUP"
                    + "AAAAeF5jYBgFo4D6AAACWAABDwAAAHheY2AYBaOA+gAAAlgAAQ8AAAB4XmNgGAWjgPoAAAJYAAE=";
    private static final String BITS =
            "AgEkBGAJAABgCQAAnQAAABQAAABSAAAAEQABACD8/wEAEQ8MABDACwAh//8MAA8ZACACAgAQ8EMABAIAAhMAAgIA"
                    + "DxkAHwkCAARTAA0CAAkmAA8CACsNXAAEAgAPVwArDwIA1lAAAAAAAA0AAAAfAAEA//9BUAAAAAAADQAAAB8AAQD//0FQAAAAAAANAAAAHwABAP//"
                    + "QVAAAAAAAA==";

    /** 11, 22, 33, 44, 55, which do not get smaller. */
    private static final String COPIED = "AgEzBBQAAAAUAAAAJAAAAAsAAAAWAAAAIQAAACwAAAA3AAAA";

    @ParameterizedTest
    @ValueSource(strings = {LZ4_SPLIT, ZSTD_THREE_BLOCKS, ZSTD_NOT_SHUFFLED})
    void decompresses(String container) throws IOException {
        assertThat(integers(Blosc.decompress(bytes(container), 2_400)))
                .isEqualTo(IntStream.range(0, 600).map(i -> i / 50).toArray());
    }

    @Test
    void takesWhatWasCopied() throws IOException {
        assertThat(integers(Blosc.decompress(bytes(COPIED), 20))).containsExactly(11, 22, 33, 44, 55);
    }

    @Test
    void refusesWhatItDoesNotRead() {
        assertThatThrownBy(() -> Blosc.decompress(bytes(ZLIB), 2_400))
                .hasMessage("was compressed by Blosc's compressor 3, which is not read: LZ4 (1) and Zstandard (4) are");
        assertThatThrownBy(() -> Blosc.decompress(bytes(BITS), 2_400))
                .hasMessage("has shuffled bits, which are not read");
    }

    @Test
    void saysWhatSizesDoNotFit() {
        assertThatThrownBy(() -> Blosc.decompress(bytes(COPIED), 24))
                .hasMessage(
                        "is a container of Blosc with 20 bytes in blocks of 20, 36 in all, where 24 were expected, 36 in all");
        assertThatThrownBy(() -> Blosc.decompress(new byte[15], 24)).hasMessage("is shorter than the header of Blosc");
    }

    /** Whatever byte is another one: what comes out has the size asked for, or is said to be damaged. */
    @ParameterizedTest
    @ValueSource(strings = {LZ4_SPLIT, ZSTD_THREE_BLOCKS, COPIED})
    void neverBreaksOnDamage(String container) throws IOException {
        byte[] whole = bytes(container);
        int size = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getInt(4);
        int refused = 0;
        for (int at = 0; at < whole.length; at++) {
            for (int other : new int[] {0, 0x7f, 0x80, 0xff, whole[at] ^ 1}) {
                byte[] damaged = whole.clone();
                damaged[at] = (byte) other;
                try {
                    assertThat(Blosc.decompress(damaged, size)).hasSize(size);
                } catch (IOException e) {
                    refused++;
                }
            }
            byte[] cut = Arrays.copyOf(whole, at);
            assertThatThrownBy(() -> Blosc.decompress(cut, size)).isInstanceOf(IOException.class);
        }
        assertThat(refused).isPositive();
    }

    private static byte[] bytes(String base64) {
        return Base64.getDecoder().decode(base64);
    }

    private static int[] integers(byte[] content) {
        int[] integers = new int[content.length / Integer.BYTES];
        ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(integers);
        return integers;
    }
}
