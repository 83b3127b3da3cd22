package dev.headwater.processor;

import dev.headwater.service.Shutdown;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process when all that was in the input topics at its start is processed in every stage, and one look later: runs of very
 * many boots are said each second rather than at each event, and looks are two seconds apart.
 */
final class Replay implements Broker.Look {

    private static final Logger LOG = LoggerFactory.getLogger(Replay.class);
    private static final long PATIENCE_SECONDS = 5;

    private final Lag lag;
    private final Backlog backlog;
    private final Shutdown shutdown;
    private boolean through;

    /** @param between topics from one stage of the application to another */
    Replay(Lag lag, List<String> between, Shutdown shutdown) {
        this.lag = lag;
        this.backlog = new Backlog(Lag.INPUTS, between);
        this.shutdown = shutdown;
    }

    @Override
    public void at(Admin admin) throws ExecutionException, InterruptedException, TimeoutException {
        lag.measure(admin);
        if (through) {
            LOG.info("all that was there is replayed");
            shutdown.end();
        }
        through = backlog.done(new Group(admin));
    }

    /** The instances of the replay. */
    private final class Group implements Backlog.Readers {

        private final Admin admin;

        Group(Admin admin) {
            this.admin = admin;
        }

        @Override
        public Map<TopicPartition, Long> ends(Collection<String> topics)
                throws ExecutionException, InterruptedException, TimeoutException {
            // Where there was nothing to read, Kafka Streams may not have made them yet.
            Set<String> existing = admin.listTopics().names().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return Lag.ends(admin, topics.stream().filter(existing::contains).toList());
        }

        @Override
        public long unread(Map<TopicPartition, Long> ends)
                throws ExecutionException, InterruptedException, TimeoutException {
            return lag.until(admin, ends);
        }
    }
}
