package dev.headwater.agent.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RedactorProperties {

    private static final SecretRules RULES = SecretRules.of(Map.of());
    private static final String SECRET = "Zq9xW7vT3pL5mK1jR8sD";

    @Provide
    Arbitrary<String> surroundings() {
        return Arbitraries.strings().withChars("ab 01=:;&/?@\"'{}[],.-_\n").ofMaxLength(60);
    }

    @Provide
    Arbitrary<String> pieces() {
        return Arbitraries.of(Stream.concat(
                        TokenForm.KNOWN.stream().map(TokenForm::prefix),
                        Stream.of(
                                "://",
                                "@",
                                ":",
                                "=",
                                "password=",
                                "--token ",
                                "-----BEGIN ",
                                "PRIVATE KEY-----",
                                "?sig=",
                                "\"",
                                " ",
                                "/",
                                "a",
                                "eyJa.",
                                "token: ",
                                "secrets: {",
                                "password:\n ",
                                "[",
                                "]",
                                "b'",
                                "\\\"",
                                "\\",
                                ">",
                                "Authorization: "))
                .toList());
    }

    @Property(tries = 500)
    void aTokenIsFoundWhateverIsAroundIt(@ForAll("surroundings") String before, @ForAll("surroundings") String after) {
        assertThat(RULES.text(before + " ghp_" + SECRET + SECRET + " " + after)).doesNotContain(SECRET);
        assertThat(RULES.text(before + " --password=" + SECRET + " " + after)).doesNotContain(SECRET);
        assertThat(RULES.text(before + " https://u:" + SECRET + "@h/ " + after)).doesNotContain(SECRET);
    }

    @Property(tries = 500)
    void whatIsCleanStaysAsItIs(@ForAll("surroundings") String before, @ForAll("surroundings") String after) {
        String once = RULES.text(before + SECRET + after);
        assertThat(RULES.text(once)).isEqualTo(once);
    }

    /**
     * A megabyte made of any one beginning of a secret, and of any two in turns, is looked at in a time that says: once per
     * rule. The limit is 40 times what it takes on an idle machine, and a hundredth of what a rule that goes back takes.
     */
    @Property(tries = 60)
    void hostileTextsTakeTimeInProportion(@ForAll("pieces") String one, @ForAll("pieces") String other) {
        String hostile = (one + other).repeat((1 << 18) / (one.length() + other.length()));
        long begun = System.nanoTime();
        String clean = SecretTexts.withoutUserInfo(SecretTexts.withoutPem(hostile));
        clean = new SecretTexts(new SecretKeys(Set.of())).withoutAssigned(clean);
        for (TokenForm form : TokenForm.KNOWN) {
            clean = form.cut(clean);
        }
        assertThat(System.nanoTime() - begun).as(one + other).isLessThan(4_000_000_000L);
        assertThat(clean.length()).isLessThanOrEqualTo(hostile.length() * 4 + 100);
    }

    @Example
    void ofAnEndlessTextTheBeginningIsKept() {
        String text = "word ".repeat(100_000) + "ghp_" + SECRET + SECRET;
        assertThat(RULES.text(text))
                .hasSizeLessThanOrEqualTo(SecretRules.LONGEST_TEXT)
                .endsWith("…");
        String cut = "x".repeat(SecretRules.LONGEST_TEXT - 30) + " ghp_" + SECRET + SECRET + SECRET;
        assertThat(RULES.text(cut)).doesNotContain(SECRET.substring(0, 8));
    }

    @Property(tries = 300)
    void anyTextIsTaken(@ForAll String key, @ForAll String value) {
        assertThat(RULES.value(key, value)).isNotNull();
        assertThat(RULES.commandLine(List.of(key, value))).hasSize(2);
    }
}
