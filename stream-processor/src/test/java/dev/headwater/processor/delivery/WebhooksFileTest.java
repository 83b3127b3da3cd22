package dev.headwater.processor.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.anomaly.Anomaly;
import dev.headwater.anomaly.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhooksFileTest {

    private static final Map<String, String> ENVIRONMENT = Map.of("TOKEN", "s3cret");

    @Test
    void allThatAWebhookMaySay() {
        Webhook hook = parse("""
                webhooks:
                  - name: ops
                    url: https://hooks.example.org/${TOKEN}
                    format: slack
                    headers:
                      Authorization: Bearer ${TOKEN}
                    severity: critical
                    rules: [non-*, loss-spike]
                    experiments: vision/*
                    timeout: PT3S
                    retry: PT0.5S
                    longest-retry: PT30S
                    tries: 2
                """).get(0);

        assertThat(hook.url()).hasToString("https://hooks.example.org/s3cret");
        assertThat(hook.headers()).containsEntry("Authorization", "Bearer s3cret");
        assertThat(hook.format()).isEqualTo(Format.SLACK);
        assertThat(hook.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(hook.timeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(hook.retry()).isEqualTo(Duration.ofMillis(500));
        assertThat(hook.longestRetry()).isEqualTo(Duration.ofSeconds(30));
        assertThat(hook.tries()).isEqualTo(2);
        Anomaly.Builder finding = Findings.finding();
        assertThat(hook.wants(finding.setExperiment("vision/a").build())).isTrue();
        assertThat(hook.wants(finding.setExperiment("text").build())).isFalse();
        assertThat(hook.wants(finding.setExperiment(null).build())).isFalse();
        finding.setExperiment("vision/a");
        assertThat(hook.wants(finding.setRule("loss-spikes").build())).isFalse();
        assertThat(hook.wants(finding.setRule("loss-spike").build())).isTrue();
        assertThat(hook.wants(finding.setSeverity(Severity.WARNING).build())).isFalse();
    }

    @Test
    void whatIsNotSaidHasADefault() {
        Webhook hook = parse("webhooks:\n  - {name: a, url: 'http://127.0.0.1:8080/x'}")
                .get(0);

        assertThat(hook.format()).isEqualTo(Format.JSON);
        assertThat(hook.severity()).isEqualTo(Severity.WARNING);
        assertThat(hook.tries()).isEqualTo(5);
        assertThat(hook.wants(Findings.finding().setExperiment(null).build())).isTrue();
        assertThat(hook.wants(Findings.finding().setSeverity(Severity.INFO).build()))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hooks: [] | must have one key, webhooks, with a list",
                "webhooks: [] | has 0 webhooks; it may have 1 to 16",
                "webhooks: [{url: 'http://h/'}] | webhook 1: name must be",
                "webhooks: [{name: A b, url: 'http://h/'}] | but is 'A b'",
                "webhooks: [{name: a, url: 'http://h/'}, {name: a, url: 'http://h/'}] | two webhooks of the name a",
                "webhooks: [{name: a, url: 'ftp://h/s3cret'}] | webhook a: url must be http",
                "webhooks: [{name: a, url: 'http://h/ s3cret'}] | webhook a: url must be http",
                "webhooks: [{name: a, url: 'http://u:s3cret@h/'}] | webhook a: url must be http",
                "webhooks: [{name: a, url: 'http://h/${NONE}'}] | needs the environment variable NONE, which is not set",
                "webhooks: [{name: a, url: 'http://h/', format: xml}] | format is json or slack, not 'xml'",
                "webhooks: [{name: a, url: 'http://h/', severity: loud}] | severity is info, warning or critical, not 'loud'",
                "webhooks: [{name: a, url: 'http://h/', severty: info}] | severty is not known; known are experiments",
                "webhooks: [{name: a, url: 'http://h/', timeout: 5}] | timeout must be an ISO 8601 duration above zero and up to PT10S, not '5'",
                "webhooks: [{name: a, url: 'http://h/', timeout: PT20S}] | not 'PT20S'",
                "webhooks: [{name: a, url: 'http://h/', tries: 0}] | tries must be 1 to 100, not '0'",
                "webhooks: [{name: a, url: 'http://h/', rules: {a: b}}] | rules must be a pattern or a list of patterns",
                "webhooks: [{name: a, url: 'http://h/', headers: {Host: 'x'}}] | headers cannot have Host or its value",
                "'webhooks: [s3cret' | is not YAML at line",
            })
    void nonsenseIsSaidWithItsPlaceAndWithoutSecrets(String text, String complaint) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("hooks.yaml")
                .hasMessageContaining(complaint)
                .message()
                .doesNotContain("s3cret");
    }

    private static List<Webhook> parse(String text) {
        return WebhooksFile.parse("hooks.yaml", text, ENVIRONMENT::get);
    }
}
