package dev.headwater.processor;

import dev.headwater.service.Shutdown;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process when all that was in the input topics at its start is processed, and the group has come no further between
 * two looks, there or in the topics behind them: looks are seconds apart, commits a tenth of one.
 */
final class Replay implements Broker.Look {

    private static final Logger LOG = LoggerFactory.getLogger(Replay.class);

    private final Lag lag;
    private final Shutdown shutdown;
    private Map<TopicPartition, Long> ends = Map.of();
    private Map<TopicPartition, OffsetAndMetadata> before = Map.of();

    Replay(Lag lag, Shutdown shutdown) {
        this.lag = lag;
        this.shutdown = shutdown;
    }

    @Override
    public void at(Admin admin) throws ExecutionException, InterruptedException, TimeoutException {
        lag.measure(admin);
        if (ends.isEmpty()) {
            ends = Lag.ends(admin);
        }
        boolean through = lag.until(admin, ends) == 0;
        Map<TopicPartition, OffsetAndMetadata> done = lag.done(admin);
        boolean still = done.equals(before);
        before = done;
        if (through && still) {
            LOG.info("all that was there is replayed");
            shutdown.end();
        }
    }
}
