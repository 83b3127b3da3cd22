package dev.headwater.sink.graph;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.neo4j.driver.exceptions.ClientException;
import org.neo4j.driver.exceptions.DatabaseException;
import org.neo4j.driver.exceptions.Neo4jException;

class GraphTroubleTest {

    @Test
    void aDiskThatCannotBeWrittenIsOnePieceOfNewsHoweverItIsSaid() {
        GraphTrouble first = of(new DatabaseException(
                "Neo.DatabaseError.Transaction.TransactionLogError", "Could not append transaction: #115 to log."));
        GraphTrouble next = of(new DatabaseException(
                "Neo.DatabaseError.Transaction.TransactionStartFailed",
                "The database has encountered a critical error, and needs to be restarted."));

        assertThat(first.cause()).isEqualTo(GraphTrouble.Cause.REFUSED);
        assertThat(first.message()).contains("bolt://graph", "disk is full", "kill Neo4j");
        assertThat(next).isEqualTo(first);
    }

    @Test
    void whatOnlyCanBeReadIsRefused() {
        GraphTrouble trouble =
                of(new ClientException("Neo.ClientError.General.ForbiddenOnReadOnlyDatabase", "No write operations."));

        assertThat(trouble.cause()).isEqualTo(GraphTrouble.Cause.REFUSED);
        assertThat(trouble.message()).startsWith("the database at bolt://graph cannot be written, only read");
    }

    @Test
    void anythingElseMayLieInTheBatch() {
        assertThat(of(new DatabaseException("Neo.DatabaseError.Statement.ExecutionFailed", "Property is too large"))
                        .cause())
                .isEqualTo(GraphTrouble.Cause.CONTENT);
    }

    private static GraphTrouble of(Neo4jException failure) {
        return GraphTrouble.of(failure, "bolt://graph", "neo4j");
    }
}
