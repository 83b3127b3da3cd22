package dev.headwater.processor.detect.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.processor.detect.Rule;
import dev.headwater.processor.detect.Suite;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulebookTest {

    private static final String BOOK = """
            rules:
              loss-spike: {ratio: 2}
              divergence: {enabled: false}
            alerts:
              too-high: {metric: validation/loss, bound: 4, points: 3}
            experiments:
              "sweep-*":
                rules:
                  loss-spike: {z: 9}
                  divergence: {enabled: true}
              "sweep-llm-*":
                rules:
                  loss-spike: {ratio: 3}
                alerts:
                  too-high: {enabled: false}
            """;

    @Test
    void whatIsNotSaidStaysAsItShips() {
        assertThat(rules(Rulebook.parse("f", ""), "any"))
                .isEqualTo(Suite.standard().rules());
        assertThat(Rulebook.standard().forExperiment("any").series().rules())
                .isEqualTo(Suite.standard().rules());
    }

    @Test
    void aChangedThresholdIsInWhatIsExpectedAndHasASignature() {
        Rule spike = rule(Rulebook.parse("f", BOOK), "digits", "loss-spike");

        assertThat(spike.expected()).contains("within 2 times");
        assertThat(spike.settings()).isNotEmpty();
    }

    @Test
    void anExperimentChangesOnlyWhatItSpeaksOf() {
        Rulebook book = Rulebook.parse("f", BOOK);

        assertThat(names(book, "digits"))
                .contains("loss-spike", "alert:too-high")
                .doesNotContain("divergence");
        assertThat(names(book, "sweep-7")).contains("divergence", "alert:too-high");
        assertThat(rule(book, "sweep-7", "loss-spike").expected()).contains("within 2 times", "within 9 standard");
    }

    @Test
    void ofExperimentsThatFitTheLaterWins() {
        Rulebook book = Rulebook.parse("f", BOOK);

        assertThat(rule(book, "sweep-llm-1", "loss-spike").expected()).contains("within 3 times", "within 9 standard");
        assertThat(names(book, "sweep-llm-1")).doesNotContain("alert:too-high");
    }

    @Test
    void theSameSettingsAreTheSameRules() {
        Rulebook book = Rulebook.parse("f", BOOK);

        assertThat(book.forExperiment("sweep-1")).isSameAs(book.forExperiment("sweep-2"));
        assertThat(book.forExperiment(null)).isSameAs(book.forExperiment("digits"));
        assertThat(rules(book, "digits")).isEqualTo(rules(Rulebook.parse("g", BOOK), "digits"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "rules:\\n  loss-spik: {ratio: 2}                  | f:2: rules.loss-spik: there is no rule loss-spik; did you mean loss-spike?",
                "rules:\\n  loss-spike:\\n    ratoi: 2             | f:3: rules.loss-spike.ratoi: the rule loss-spike has no threshold ratoi; did you mean ratio?",
                "rules:\\n  loss-spike:\\n    ratio: much          | f:3: rules.loss-spike.ratio: must be a number, not much",
                "rules:\\n  loss-spike:\\n    ratio: 0.5           | f:3: rules.loss-spike.ratio: ratio is a number from 1 to 1000, not 0.5",
                "rules:\\n  loss-spike:\\n    consecutive: 1.5     | f:3: rules.loss-spike.consecutive: consecutive is a whole number from 1 to 1000, not 1.5",
                "rules:\\n  loss-spike:\\n    enabled: yes         | f:3: rules.loss-spike.enabled: must be true or false, not yes",
                "rules:\\n  loss-spike: 7                          | f:2: rules.loss-spike: must be a mapping, key: value, not 7",
                "rules: [a]                                        | f:1: rules: must be a mapping, key: value, not a list",
                "rule: {}                                          | f:1: rule: there is no key rule here; did you mean rules?",
                "rules:\\n  divergence: {}\\n  divergence: {}      | f:3: divergence: is said before, in line 2; say it once",
                "rules:\\n  divergence: {ratio: [2                 | f:2: is not YAML: while parsing a flow sequence",
                "experiments:\\n  a:\\n    rules:\\n      divergence: {ratio: 0} | f:4: experiments.a.rules.divergence.ratio: ratio is a number from 1 to",
                "experiments:\\n  a:\\n    experiments: {}         | f:3: experiments.a.experiments: there is no key experiments here",
                "ranges:\\n  lr: {}                              | f:2: ranges.lr: needs least, most or both",
                "ranges:\\n  lr: {least: 2, most: 1}            | f:2: ranges.lr: a range goes from the least to the most",
                "alerts:\\n  x: {bound: 1}                         | f:2: alerts.x: needs what it watches",
                "alerts:\\n  x: {metric: loss}                     | f:2: alerts.x: needs one of bound (threshold), percent (relative change) and z (z-score), not none",
                "alerts:\\n  x: {metric: loss, bound: 1, z: 2}     | f:2: alerts.x: needs one of bound (threshold), percent (relative change) and z (z-score), not bound and z",
                "alerts:\\n  x: {metric: loss, bound: 1, direction: upward} | f:2: alerts.x.direction: is one of up, down, either, not upward",
                "alerts:\\n  x: {metric: loss, z: 3, points: 5000} | f:2: alerts.x: points is a whole number from 2 to 1000, not 5000",
            })
    void aMistakeIsNamedWithItsPlaceAndWhatWouldBeRight(String text, String message) {
        assertThatThrownBy(() -> Rulebook.parse("f", text.replace("\\n", "\n")))
                .isInstanceOf(RulebookException.class)
                .hasMessageStartingWith(message);
    }

    private static Rule rule(Rulebook book, String experiment, String name) {
        return rules(book, experiment).stream()
                .filter(rule -> rule.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> names(Rulebook book, String experiment) {
        return rules(book, experiment).stream().map(Rule::name).toList();
    }

    private static List<Rule> rules(Rulebook book, String experiment) {
        return book.forExperiment(experiment).series().rules();
    }
}
