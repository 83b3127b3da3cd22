package dev.headwater.agent.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password",
                "DB_PASSWORD",
                "dbPassword",
                "aws_secret_access_key",
                "api-key",
                "OPENAI_API_KEY",
                "apikey",
                "client.secret",
                "user_credentials",
                "--private-key"
            })
    void valuesOfKeysThatNameASecretStayHome(String key) {
        assertThat(Redactor.value(key, "tiger")).isEqualTo(Redactor.REDACTED);
    }

    @ParameterizedTest
    @CsvSource({
        "tokenizer,bert-base-uncased",
        "max_tokens,2048",
        "eos_token,</s>",
        "pad_token,[PAD]",
        "key,value",
        "num_keys,8",
        "author,Ada",
        "monkey,a",
        "optimizer,adam"
    })
    void ordinaryParametersStay(String key, String value) {
        assertThat(Redactor.value(key, value)).isEqualTo(value);
    }

    @Test
    void aTokenIsASecretWhenItLooksRandom() {
        assertThat(Redactor.value("auth_token", "a8f5f167f44f4964e6c998dee827110c"))
                .isEqualTo(Redactor.REDACTED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AKIAIOSFODNN7EXAMPLE",
                "ghp_0123456789abcdefghijklmnopqrstuvwxyz",
                "hf_abcdefghijklmnopqrstuvwxyzABCDEFGH",
                "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abcdefghijkl"
            })
    void tokensOfKnownFormStayHomeWhereverTheyAre(String token) {
        assertThat(Redactor.text("x " + token + " y")).isEqualTo("x " + Redactor.REDACTED + " y");
    }

    @Test
    void urlsLoseTheirCredentials() {
        assertThat(Redactor.text("https://me:pass@example.org/a.git")).isEqualTo("https://example.org/a.git");
        assertThat(Redactor.text("git@example.org:a.git")).isEqualTo("git@example.org:a.git");
    }

    @Test
    void commandLinesLoseTheirSecretsOnly() {
        assertThat(Redactor.commandLine(List.of(
                        "train", "--lr=0.1", "--password", "x", "--db-password=y", "-Dapi.key=z", "SECRET=q", "data")))
                .containsExactly(
                        "train",
                        "--lr=0.1",
                        "--password",
                        Redactor.REDACTED,
                        "--db-password=" + Redactor.REDACTED,
                        "-Dapi.key=" + Redactor.REDACTED,
                        "SECRET=" + Redactor.REDACTED,
                        "data");
    }
}
