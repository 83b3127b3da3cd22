package dev.headwater.agent.ship;

import dev.headwater.agent.logging.LateLogger;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Says once that nothing goes out, why, and what to do; and once that it goes on. */
final class Outage {

    private static final Logger LOG = new LateLogger();
    private static final long PATIENCE = 5_000_000_000L;
    private static final int FIRST_REFUSALS = 5;

    private boolean said;
    private boolean addressSaid;
    private int refusals;

    void noAddress() {
        if (!addressSaid) {
            addressSaid = true;
            LOG.log(
                    Level.WARNING,
                    "Headwater does not know where Kafka is: set HEADWATER_BOOTSTRAP=host:port, or start a stack with"
                            + " `headwater up`. Until then the journal keeps what is logged.");
        }
    }

    /** No connection can even be tried: the settings are wrong, or the name of the host is not known. */
    void unusable(Exception error) {
        if (!said) {
            said = true;
            Throwable cause = error.getCause() == null ? error : error.getCause();
            LOG.log(
                    Level.WARNING,
                    "Headwater cannot connect to Kafka: {0}. The journal keeps what is logged. Check HEADWATER_BOOTSTRAP"
                            + " and the Kafka settings.",
                    cause.getMessage());
        }
    }

    /** A message or a connection was refused. The first few times may be the broker coming up. */
    void refused(String address, Exception error) {
        if ((++refusals >= FIRST_REFUSALS || error instanceof AuthenticationException) && !said) {
            said = true;
            LOG.log(
                    Level.WARNING,
                    "Headwater cannot ship to {0}: {1}. The journal keeps what is logged; it goes on by itself when the"
                            + " broker accepts. {2}",
                    address,
                    error.getMessage() == null ? error.toString() : error.getMessage(),
                    advice(error));
        }
    }

    private static String advice(Exception error) {
        if (error instanceof AuthenticationException) {
            return "Check user name, password and security.protocol of the Kafka settings.";
        }
        if (error instanceof AuthorizationException) {
            return "Have the owner of the cluster grant this user to write to the headwater topics.";
        }
        if (error instanceof UnknownTopicOrPartitionException || error instanceof TimeoutException) {
            return "If the topic is missing, create it (the stream processor does with --create-topics).";
        }
        return "Check address, topics and rights.";
    }

    void silentFor(String address, long nanos) {
        if (nanos > PATIENCE && !said) {
            said = true;
            LOG.log(
                    Level.WARNING,
                    "Headwater waits for {0}: no answer for {1} s. The journal keeps what is logged; it goes on by"
                            + " itself when the broker is back.",
                    address,
                    PATIENCE / 1_000_000_000L);
        }
    }

    void confirmed(String address) {
        refusals = 0;
        if (said) {
            said = false;
            LOG.log(Level.INFO, "Headwater ships to {0} again.", address);
        }
    }
}
