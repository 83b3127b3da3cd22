package dev.headwater.prov;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DigestTest {

    /** Of NIST's examples for SHA-256. */
    private static final String OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void isThatOfTheBytes(@TempDir Path folder) throws IOException {
        assertThat(Digest.of("abc")).isEqualTo(OF_ABC);
        assertThat(Digest.of(Files.writeString(folder.resolve("abc"), "abc"))).isEqualTo(OF_ABC);
        Digest digest = new Digest();
        assertThat(digest.add(new ByteArrayInputStream("abc".getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(3);
        assertThat(digest.hex()).isEqualTo(OF_ABC);
    }

    @Test
    void noTwoListsOfTextsAreAlike() {
        assertThat(new Digest().add("ab").add("c").hex())
                .isNotEqualTo(new Digest().add("a").add("bc").hex())
                .isEqualTo(Digest.of("ab\0c\0"));
    }
}
