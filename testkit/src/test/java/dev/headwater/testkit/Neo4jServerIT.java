package dev.headwater.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Record;
import org.neo4j.driver.exceptions.AuthenticationException;

@ExtendWith(Neo4jExtension.class)
class Neo4jServerIT {
    private final Neo4jServer neo4j;

    Neo4jServerIT(Neo4jServer neo4j) {
        this.neo4j = neo4j;
    }

    @BeforeEach
    void wipe() {
        neo4j.wipe();
    }

    @Test
    void wipeForgetsDataAndSchema() {
        ask("CREATE CONSTRAINT thing_key FOR (t:Thing) REQUIRE t.id IS UNIQUE");
        ask("CREATE INDEX thing_name FOR (t:Thing) ON (t.name)");
        ask("UNWIND range(1, 20000) AS id CREATE (:Thing {id: id})-[:KNOWS]->(:Other)");
        neo4j.wipe();
        assertThat(count("MATCH (n) RETURN count(n) AS n")).isZero();
        assertThat(count("SHOW CONSTRAINTS YIELD name RETURN count(*) AS n")).isZero();
        assertThat(count("SHOW INDEXES YIELD type WHERE type <> 'LOOKUP' RETURN count(*) AS n"))
                .isZero();
    }

    @Test
    void committedDataSurviveAKillAndARestartOnTheSamePort() {
        ask("CREATE (:Survivor {name: 'one'})");
        neo4j.kill();
        neo4j.start();
        ask("CREATE (:Survivor {name: 'two'})");
        neo4j.stop();
        neo4j.start();
        assertThat(count("MATCH (s:Survivor) RETURN count(s) AS n")).isEqualTo(2);
    }

    @Test
    void aWrongPasswordIsRefused() {
        try (Driver stranger =
                GraphDatabase.driver(neo4j.boltUri(), AuthTokens.basic(neo4j.user(), "not the password"))) {
            assertThatThrownBy(stranger::verifyConnectivity).isInstanceOf(AuthenticationException.class);
        }
    }

    @Test
    void aLinkBeforeBoltWorks() {
        try (FaultyLink link = FaultyLink.to(neo4j.port());
                Driver linked = GraphDatabase.driver(
                        "bolt://" + link.address(), AuthTokens.basic(neo4j.user(), neo4j.password()))) {
            linked.verifyConnectivity();
        }
    }

    private List<Record> ask(String query) {
        return neo4j.driver().executableQuery(query).execute().records();
    }

    private int count(String query) {
        return ask(query).get(0).get("n").asInt();
    }
}
