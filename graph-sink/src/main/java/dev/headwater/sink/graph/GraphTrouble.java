package dev.headwater.sink.graph;

import java.util.Locale;
import org.neo4j.driver.exceptions.AuthenticationException;
import org.neo4j.driver.exceptions.DiscoveryException;
import org.neo4j.driver.exceptions.Neo4jException;
import org.neo4j.driver.exceptions.RetryableException;
import org.neo4j.driver.exceptions.SecurityException;
import org.neo4j.driver.exceptions.ServiceUnavailableException;
import org.neo4j.driver.exceptions.SessionExpiredException;
import org.neo4j.driver.exceptions.TransactionTerminatedException;

/**
 * What a failure of the database means for a sink.
 *
 * @param cause what to do about it
 * @param message one sentence for the operator: what is wrong, and what to do
 */
public record GraphTrouble(Cause cause, String message) {

    /** What lies behind a failure. */
    public enum Cause {
        /** The database is not there; it may come. */
        AWAY,
        /** The database is there and does not let the sink write: someone must mend it. */
        REFUSED,
        /** Another transaction was in the way, or the server was short of something: the same again may succeed. */
        BUSY,
        /** Something in the batch itself, as far as can be told. */
        CONTENT
    }

    public static GraphTrouble of(Neo4jException failure, String uri, String user) {
        String code = failure.code() == null ? "" : failure.code();
        String said = firstLine(failure);
        if (failure instanceof AuthenticationException || code.startsWith("Neo.ClientError.Security.Authentication")) {
            return new GraphTrouble(
                    Cause.REFUSED,
                    "Neo4j at " + uri + " refuses user " + user
                            + "; set --neo4j-user and HEADWATER_NEO4J_PASSWORD to an account that it knows (" + said
                            + ")");
        } else if (failure instanceof SecurityException) {
            return new GraphTrouble(
                    Cause.REFUSED, "Neo4j at " + uri + " does not let user " + user + " do this: " + said);
        } else if (code.contains("DatabaseNotFound") || code.contains("DatabaseUnavailable")) {
            return new GraphTrouble(Cause.REFUSED, "the database at " + uri + " is not there: " + said);
        } else if (code.contains("ReadOnly") || code.contains("NotALeader")) {
            return new GraphTrouble(Cause.REFUSED, "the database at " + uri + " cannot be written, only read: " + said);
        } else if (code.endsWith("TransactionLogError") || code.endsWith("TransactionStartFailed")) {
            // Once a write to its disk has failed, Neo4j takes no transaction until it is restarted. The same words for
            // the first of them and for all that follow: this is one piece of news.
            return new GraphTrouble(
                    Cause.REFUSED,
                    "Neo4j at " + uri + " cannot write to its disk and takes nothing any more: if the disk is full, "
                            + "make room, else see what its log says; then kill Neo4j, rather than stop it, and start "
                            + "it again");
        } else if (failure instanceof ServiceUnavailableException
                || failure instanceof SessionExpiredException
                || failure instanceof DiscoveryException) {
            // Without what the driver says: it differs from try to try, and this is one piece of news.
            return new GraphTrouble(Cause.AWAY, "Neo4j at " + uri + " is not reached, waiting for it");
        } else if (failure instanceof TransactionTerminatedException
                || failure instanceof RetryableException
                // It waited too long for something that another transaction holds.
                || code.contains("TransactionTimedOut")
                // Another sink took away a node that nothing pointed to, while this one made something point to it.
                || code.endsWith("EntityNotFound")
                // Another sink made something point to a node that nothing pointed to, while this one took it away.
                || code.endsWith("ConstraintValidationFailed") && said.contains("still has relationships")
                // Another sink makes the same schema.
                || code.startsWith("Neo.ClientError.Schema.") && code.endsWith("AlreadyExists")) {
            return new GraphTrouble(Cause.BUSY, "Neo4j at " + uri + " is busy: " + said);
        }
        return new GraphTrouble(Cause.CONTENT, said);
    }

    /** Whether the server ran short of memory for the transaction, so that a smaller one may pass. */
    public static boolean isTooLarge(Neo4jException failure) {
        String code = failure.code() == null ? "" : failure.code().toLowerCase(Locale.ROOT);
        return code.contains("memory");
    }

    private static String firstLine(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        int end = message.indexOf('\n');
        String line = end < 0 ? message : message.substring(0, end);
        return line.length() > 300 ? line.substring(0, 300) + "…" : line;
    }
}
