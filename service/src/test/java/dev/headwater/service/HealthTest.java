package dev.headwater.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HealthTest {

    private final Health health = new Health();

    @Test
    void aConditionOfSeveralPartsHoldsWhenAllSaySo() {
        Health.Condition one = health.part("neo4j");
        Health.Condition other = health.part("neo4j");

        assertThat(one.ready()).isFalse();
        assertThat(health.reasons()).containsOnlyKeys("neo4j").containsValue("starting");
        assertThat(other.ready()).isTrue();
        assertThat(health.isReady()).isTrue();
    }

    @Test
    void whatOnePartHasToldIsNoNewsFromAnother() {
        Health.Condition one = health.part("neo4j");
        Health.Condition other = health.part("neo4j");
        one.ready();
        other.ready();

        assertThat(one.notReady("it is away")).isTrue();
        assertThat(other.notReady("it is away")).isFalse();
        assertThat(one.notReady("it is away")).isFalse();
        assertThat(health.reasons()).containsEntry("neo4j", "it is away");
        assertThat(one.ready()).isFalse();
        assertThat(other.reason()).contains("it is away");
        assertThat(other.ready()).isTrue();
        assertThat(other.ready()).isFalse();
    }

    @Test
    void conditionsOfOtherNamesAreTheirOwn() {
        Health.Condition kafka = health.part("kafka");
        Health.Condition neo4j = health.condition("neo4j");
        kafka.ready();
        neo4j.ready();

        assertThat(kafka.notReady("away")).isTrue();
        assertThat(neo4j.notReady("away")).isTrue();
        assertThat(neo4j.ready()).isTrue();
        assertThat(health.reasons()).containsOnlyKeys("kafka");
    }
}
