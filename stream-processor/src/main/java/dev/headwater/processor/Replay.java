package dev.headwater.processor;

import dev.headwater.service.Shutdown;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends the process when all that was in the input topics at its start is processed. */
final class Replay implements Broker.Look {

    private static final Logger LOG = LoggerFactory.getLogger(Replay.class);

    private final Lag lag;
    private final Shutdown shutdown;
    private Map<TopicPartition, Long> ends = Map.of();

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
        if (lag.until(admin, ends) == 0) {
            LOG.info("all that was there is replayed");
            shutdown.end();
        }
    }
}
