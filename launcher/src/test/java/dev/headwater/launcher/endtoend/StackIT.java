package dev.headwater.launcher.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.launcher.endtoend.CommandLineProcess.Outcome;
import dev.headwater.launcher.endtoend.RunningStack.Home;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(RunningStack.class)
class StackIT {

    @TempDir
    Path folder;

    @Test
    void isReadyInAllItsComponents(Home home) {
        Outcome status = home.run(folder, "status", "--json");

        assertThat(status.status()).as(status.out()).isZero();
        JsonNode json = status.json().get(0);
        assertThat(json.get("ready").booleanValue()).isTrue();
        assertThat(json.get("components"))
                .extracting(component -> component.get("component").textValue())
                .containsExactly("kafka", "neo4j", "processor", "sink");
        assertThat(json.get("components"))
                .allMatch(component -> component.get("pid").longValue() > 0);
    }

    @Test
    void tellsHowFarBehindItsConsumersAre(Home home) {
        home.run(folder, "run", "--", "true");

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(home.run(folder, "status", "--json")
                                .json()
                                .get(0)
                                .get("lag")
                                .fieldNames())
                        .toIterable()
                        .contains("headwater-processor", "headwater-sink"));
    }

    @Test
    void showsWhoRanARun(Home home) {
        home.run(folder, "run", "--name", "of-somebody", "--", "true");

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            Outcome show = home.run(folder, "show", "of-somebody", "--json");
            assertThat(show.status()).as(show.err()).isZero();
            assertThat(show.json().get(0).get("user").textValue()).isEqualTo(System.getProperty("user.name"));
        });
        assertThat(home.run(folder, "show", "of-somebody").out())
                .containsPattern("user +" + Pattern.quote(System.getProperty("user.name")));
    }

    @Test
    void staysAsItIsWhenStartedAgain(Home home) {
        Outcome before = home.run(folder, "status", "--json");
        Outcome up = home.run(folder, "up", "--json");

        assertThat(up.status()).isZero();
        assertThat(up.err()).contains("is up already");
        assertThat(up.json().get(0).get("components"))
                .isEqualTo(before.json().get(0).get("components"));
    }

    @Test
    void servesItsSchemas(Home home) throws Exception {
        String registry = home.run(folder, "status", "--json")
                .json()
                .get(0)
                .get("registry")
                .textValue();

        HttpResponse<String> subjects = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(
                                        URI.create(registry + "/subjects/headwater.metrics-value/versions/latest"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        assertThat(subjects.statusCode()).as(subjects.body()).isEqualTo(200);
        assertThat(subjects.body()).contains("MetricBatch");
    }

    @Test
    void saysThatThereIsNoneElsewhere() {
        Outcome status = CommandLineProcess.run(folder.resolve("empty"), folder, "status");

        assertThat(status.status()).isEqualTo(1);
        assertThat(status.err()).startsWith("headwater: there is no Headwater stack in ");
        assertThat(CommandLineProcess.run(folder.resolve("empty"), folder, "down")
                        .status())
                .isZero();
    }
}
