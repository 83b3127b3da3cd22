package dev.headwater.agent.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
                "PGPASSWORD",
                "MYSQL_PWD",
                "db.pass",
                "smtpPass",
                "ssl_keystore_password",
                "aws_secret_access_key",
                "AWSSecretKey",
                "api-key",
                "APIKey",
                "OPENAI_API_KEY",
                "WANDB_API_KEY",
                "apikey",
                "client.secret",
                "clientsecret",
                "user_credentials",
                "--private-key",
                "ssh_key",
                "AZURE_STORAGE_KEY",
                "access_token",
                "hubToken",
                "push_to_hub_token",
                "HF_TOKEN",
                "sas_token",
                "Authorization",
                "set-cookie",
                "password1",
                "dbPassword2",
                "apiKey2",
                "secret1",
                "DB_PASSWORD1",
                "PGPASSWORD2",
                "password_1",
                "api_key_v2",
                "hub_token_2"
            })
    void valuesOfKeysThatNameASecretStayHome(String key) {
        assertThat(Redactor.value(key, "tiger")).isEqualTo(Redactor.REDACTED);
    }

    @ParameterizedTest
    @CsvSource({
        "tokenizer,bert-base-uncased",
        "tokenizer_name,meta-llama/Llama-3.1-8B-Instruct",
        "max_tokens,2048",
        "num_tokens,1000000",
        "tokens_per_second,12345678901234567",
        "token_type_ids,'0,0,1'",
        "eos_token,</s>",
        "pad_token,[PAD]",
        "bos_token,<|begin_of_text|>",
        "unk_token,<unk>",
        "token,the",
        "key,value",
        "keys,a b",
        "key_dim,64",
        "attention_key_size,64",
        "num_keys,8",
        "primary_key,id",
        "sort_key,loss",
        "key_padding_mask,true",
        "secretary,Ada",
        "secretary_problem,n=100",
        "author,Ada",
        "authority,root",
        "monkey,a",
        "keyboard,qwerty",
        "passes,3",
        "num_passes,2",
        "pass,forward",
        "pass_at_k,10",
        "bypass,true",
        "compass,north",
        "passage,long text",
        "optimizer,adam",
        "signature,f(x)",
        "pattern,a.*b",
        "path,/data/train-00000-of-00512-3f2a9d.parquet",
        "model,sk-learn-pipeline-classifier-v2",
        "model,mistralai/Mixtral-8x7B-Instruct-v0.1",
        "commit,3f786850e387550fdab836ed7e6dc881de23001b",
        "sha256,e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "run,20260131-121314-8f3a2c",
        "uuid,123e4567-e89b-12d3-a456-426614174000",
        "schedule,lr=0.1;warmup=100:step",
        "expression,'x: y, z = {a: 1}'",
        "url,https://example.org:8443/a?step=1&sort=key",
        "image,docker://registry.example.org/team/train:2.1",
        "bucket,s3://bucket/prefix/data@v2",
        "passwordFile,/run/secrets/db",
        "secret_name,training-db",
        "key1,value",
        "token_2,the",
        "max_tokens_2,2048",
        "layers.0.key,64",
        "secret_name_2,training-db",
        "v1,a",
        "1,a",
        "password,false",
        "secret,None"
    })
    void ordinaryParametersStay(String key, String value) {
        assertThat(Redactor.value(key, value)).isEqualTo(value);
    }

    @Test
    void rulesCanBeAddedBeforeARunBegins() {
        assertThat(Redactor.value("zweckwort", "blue")).isEqualTo("blue");
        Redactor.extend("zweckwort,/FALL-\\d{4}/");
        assertThat(Redactor.value("zweckwort", "blue")).isEqualTo(Redactor.REDACTED);
        assertThat(Redactor.text("see FALL-1234")).isEqualTo("see [redacted]");
        assertThat(Redactor.value("password", "tiger")).isEqualTo(Redactor.REDACTED);
    }

    @Test
    void aTokenIsASecretWhenItLooksRandom() {
        assertThat(Redactor.value("my_token", "a8f5f167f44f4964e6c998dee827110c"))
                .isEqualTo(Redactor.REDACTED);
        assertThat(Redactor.value("token_2", "a8f5f167f44f4964e6c998dee827110c"))
                .isEqualTo(Redactor.REDACTED);
        assertThat(Redactor.value("GITHUB_PAT", "a8f5f167f44f4964e6c998dee827110c"))
                .isEqualTo(Redactor.REDACTED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AKIAIOSFODNN7EXAMPLE",
                "ASIAIOSFODNN7EXAMPLE",
                "AIzaSyA-1234567890abcdefghijklmnopqrstu",
                "ya29.a0AfH6SMBx1234567890abcdefghij",
                "GOCSPX-1234567890abcdefghijklmn",
                "hf_abcdefghijklmnopqrstuvwxyzABCDEFGH",
                "sk-proj-abcDEF123456_ghiJKL7890-mnopQRSTuv",
                "sk-ant-api03-abcDEF123456_ghiJKL7890-mnopQRSTuv-wxyzAA",
                "sk-0123456789abcdef0123456789abcdef",
                "gsk_abcdefghijklmnopqrstuvwxyz0123456789",
                "nvapi-abcdefghijklmnopqrstuvwxyz0123456789ABCDEF",
                "r8_abcdefghijklmnopqrstuvwxyz01234567",
                "dapi0123456789abcdef0123456789abcdef",
                "local-0123456789abcdef0123456789abcdef01234567",
                "ghp_0123456789abcdefghijklmnopqrstuvwxyz",
                "github_pat_11ABCDEFG0abcdefghijkl_mnopqrstuv",
                "glpat-abcdefghij0123456789",
                "npm_0123456789abcdefghijklmnopqrstuvwxyz",
                "pypi-AgEIcHlwaS5vcmcCJDAwMDAwMDAw",
                "dckr_pat_abcdefghijklmnopqrst0123456",
                "xoxb-123456789012-abcdefghijkl",
                "hvs.CAESIJabcdefghijklmnopqrstuv",
                "sk_live_0123456789abcdefghijklmn",
                "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abcdefghijkl"
            })
    void tokensOfKnownFormStayHomeWhereverTheyAre(String token) {
        assertThat(Redactor.text("x " + token + " y")).isEqualTo("x " + Redactor.REDACTED + " y");
        assertThat(Redactor.value("note", "see:" + token)).isEqualTo("see:" + Redactor.REDACTED);
        assertThat(Redactor.commandLine(List.of("train", "--anything=" + token, token)))
                .noneMatch(word -> word.contains(token));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://me:pass@example.org/a.git|https://example.org/a.git",
                "https://oauth2:abc@gitlab.com/a/b.git|https://gitlab.com/a/b.git",
                "https://token@example.org/a.git|https://example.org/a.git",
                "postgres://u:p@ss@db:5432/x|postgres://db:5432/x",
                "mongodb+srv://u:se/cret@h1,h2/db?w=1|mongodb+srv://h1,h2/db?w=1",
                "git@example.org:a.git|git@example.org:a.git",
                "ssh://git@example.org/a.git|ssh://example.org/a.git",
                "go https://a/?next=https://u:p@b/c on|go https://a/?next=https://b/c on",
                "Server=db;User Id=sa;Password=Tiger 1;Timeout=5|Server=db;User Id=sa;Password=[redacted] 1;Timeout=5",
                "jdbc:mysql://db/x?user=a&password=b&ssl=true|jdbc:mysql://db/x?user=a&password=[redacted]&ssl=true",
                "AccountName=a;AccountKey=abc==;EndpointSuffix=x|AccountName=a;AccountKey=[redacted];EndpointSuffix=x",
                "{\"api_key\": \"abc\", \"lr\": 0.1}|{\"api_key\": \"[redacted]\", \"lr\": 0.1}",
                "{password=x, lr=1}|{password=[redacted], lr=1}",
                "export API_KEY=abc; python train.py|export API_KEY=[redacted]; python train.py",
                "train --password tiger --lr 0.1|train --password [redacted] --lr 0.1",
                "401 for Authorization: Basic dXNlcjpwYXNz|401 for Authorization: [redacted]",
                "header Bearer abcdef0123456789 sent|header Bearer [redacted] sent",
                "a sas ?sv=2022&sig=abc%2Bdef&se=1|a sas ?sv=2022&sig=[redacted]&se=1",
                "https://b.s3.amazonaws.com/k?X-Amz-Credential=A&X-Amz-Signature=0a&x=1|"
                        + "https://b.s3.amazonaws.com/k?X-Amz-Credential=[redacted]&X-Amz-Signature=[redacted]&x=1",
                "https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXX|https://[redacted]"
            })
    void secretsInsideATextAreCutOut(String text, String clean) {
        assertThat(Redactor.text(text)).isEqualTo(clean);
    }

    @Test
    void privateKeysGoAndCertificatesStay() {
        String key = "-----BEGIN RSA PRIVATE KEY-----\nMIIEow\n-----END RSA PRIVATE KEY-----";
        String certificate = "-----BEGIN CERTIFICATE-----\nMIIDdz\n-----END CERTIFICATE-----";
        assertThat(Redactor.text("a " + certificate + " b " + key + " c"))
                .isEqualTo("a " + certificate + " b [redacted] c");
        assertThat(Redactor.text("a -----BEGIN OPENSSH PRIVATE KEY-----\nb3Blb"))
                .isEqualTo("a [redacted]");
    }

    @Test
    void theSameObjectHasOneAddressHoweverItIsSigned() {
        String plain = "https://b.s3.amazonaws.com/train.parquet";
        assertThat(Redactor.uri(plain + "?X-Amz-Algorithm=A&X-Amz-Credential=B&X-Amz-Date=1&X-Amz-Expires=60"
                        + "&X-Amz-SignedHeaders=host&X-Amz-Signature=0af"))
                .isEqualTo(plain);
        assertThat(Redactor.uri(plain + "?versionId=7&X-Amz-Signature=0af#part"))
                .isEqualTo(plain + "?versionId=7#part");
        assertThat(Redactor.uri("https://a.blob.core.windows.net/c/f?sv=2022&se=1&sr=b&sp=r&sig=x%3D"))
                .isEqualTo("https://a.blob.core.windows.net/c/f");
        assertThat(Redactor.uri("https://storage.googleapis.com/b/f?X-Goog-Signature=ab&X-Goog-Date=1&generation=3"))
                .isEqualTo("https://storage.googleapis.com/b/f?generation=3");
        assertThat(Redactor.uri("https://example.org/x?page=2&sp=a")).isEqualTo("https://example.org/x?page=2&sp=a");
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

    @Test
    void theWordAfterASecretOptionIsItsValueWhateverItBeginsWith() {
        assertThat(Redactor.commandLine(
                        List.of("train", "--password", "-hunter2", "-x", "--api-key", "a=b", "--secret", "--lr", "1")))
                .containsExactly(
                        "train",
                        "--password",
                        Redactor.REDACTED,
                        "-x",
                        "--api-key",
                        Redactor.REDACTED,
                        "--secret",
                        "--lr",
                        "1");
    }

    @Test
    void rulesCanBeAddedWhileTheJvmRunsAndNoneGoes() {
        assertThat(Redactor.value("gnatcatcher", "1")).isEqualTo("1");
        Redactor.extend("gnatcatcher, /QQQ-\\d+/");
        Redactor.extend("");
        Redactor.extend("/(/, waxwing");
        assertThat(Redactor.value("gnatcatcher", "1")).isEqualTo(Redactor.REDACTED);
        assertThat(Redactor.value("waxwing2", "1")).isEqualTo(Redactor.REDACTED);
        assertThat(Redactor.text("a QQQ-12 b")).isEqualTo("a " + Redactor.REDACTED + " b");
        assertThat(Redactor.value("password", "x")).isEqualTo(Redactor.REDACTED);
    }

    @Test
    void theEnvironmentAddsWordsAndExpressions() {
        SecretRules rules = SecretRules.of(Map.of("HEADWATER_REDACT", "ssn, patient id ,/MRN-\\d{6,8}/,pin"));
        assertThat(rules.value("ssn", "1")).isEqualTo(Redactor.REDACTED);
        assertThat(rules.value("patientId", "1")).isEqualTo(Redactor.REDACTED);
        assertThat(rules.value("PIN", "1")).isEqualTo(Redactor.REDACTED);
        assertThat(rules.value("patients", "1")).isEqualTo("1");
        assertThat(rules.value("spin", "1")).isEqualTo("1");
        assertThat(rules.text("of MRN-1234567.")).isEqualTo("of " + Redactor.REDACTED + ".");
        assertThat(rules.text("of MRN-12.")).isEqualTo("of MRN-12.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/(/", "/(/,ssn", "ssn,/[a-/", "/a*/,ssn", ",,ssn,--", "/unclosed,ssn"})
    void aMistakeInTheEnvironmentSwitchesNothingElseOff(String setting) {
        SecretRules rules = SecretRules.of(Map.of("HEADWATER_REDACT", setting));
        assertThat(rules.value("password", "x")).isEqualTo(Redactor.REDACTED);
        assertThat(rules.value("lr", "aaa")).isEqualTo("aaa");
        if (setting.contains("ssn")) {
            assertThat(rules.value("ssn", "x")).isEqualTo(Redactor.REDACTED);
        }
    }

    @Test
    void theDocumentNamesEveryForm() throws IOException {
        String document = Files.readString(Path.of("..", "docs", "redaction.md"));
        for (TokenForm form : TokenForm.KNOWN) {
            if (form.alphabet() != TokenForm.Alphabet.PATH) {
                assertThat(document)
                        .containsIgnoringCase("`" + form.prefix().strip().replace("eyJ", "eyJ….….…") + "`");
            }
        }
    }

    @Test
    void anExpressionThatWouldTryForeverHidesTheText() {
        SecretRules rules = SecretRules.of(Map.of("HEADWATER_REDACT", "/(a+)+b/"));
        assertThat(rules.text("a".repeat(5_000))).isEqualTo(Redactor.REDACTED);
        assertThat(rules.text("cab")).isEqualTo("c" + Redactor.REDACTED);
    }
}
