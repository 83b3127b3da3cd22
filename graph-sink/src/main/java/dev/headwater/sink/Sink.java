package dev.headwater.sink;

import dev.headwater.schemas.wire.SchemaSource;
import dev.headwater.service.Health;
import dev.headwater.sink.graph.Advance;
import dev.headwater.sink.graph.GraphDrop;
import dev.headwater.sink.graph.GraphSchema;
import dev.headwater.sink.graph.GraphTrouble;
import dev.headwater.sink.graph.GraphWriter;
import dev.headwater.sink.graph.WatermarkMoved;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.neo4j.driver.Driver;
import org.neo4j.driver.exceptions.Neo4jException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the graph up to date with the topics: one of the writers that share their partitions, here and in other processes.
 * {@link #doWork} is one turn of its loop; nothing in it lasts long, and whatever fails is tried again in a later turn. The
 * graph's watermarks say where it is, so nothing is lost and nothing counts twice, wherever it is stopped.
 */
public final class Sink implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Sink.class);

    private static final Duration QUIET = Duration.ofMillis(250);
    private static final Duration GATHER = Duration.ofMillis(10);
    private static final Duration OLDEST = Duration.ofMillis(100);
    private static final Duration CHECK_SERVERS = Duration.ofSeconds(5);
    private static final Duration BUSY_PATIENCE = Duration.ofSeconds(10);

    private final Driver driver;
    private final Intake intake;
    private final RecordReader reader;
    private final GraphWriter graph;
    private final GraphDrop drop;
    private final BatchWriter writer;
    private final DeadLetters deadLetters;
    private final LongSupplier nanoTime;
    private final Health.Condition kafka;
    private final Health.Condition neo4j;
    private final String uri;
    private final String user;

    private final Pending pending = new Pending();
    private final BatchSize batchSize = new BatchSize();
    private final Backoff backoff = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(5));
    private final Map<String, Long> watermarks = new HashMap<>();
    private final Map<TopicPartition, Long> told = new HashMap<>();
    private final AtomicLong retries = new AtomicLong();
    private boolean installed;
    private long resumeAt;
    private boolean waiting;
    private long brokerSeen;
    private long graphSeen;
    private long stoodBy;
    private boolean refused;

    /**
     * @param connection Kafka client settings for the cluster
     * @param driver to the database, of {@code user} at {@code uri}; stays the caller's
     * @param nanoTime a clock such as {@link System#nanoTime}
     */
    public Sink(
            Map<String, Object> connection,
            SchemaSource schemas,
            Driver driver,
            String uri,
            String user,
            Health health,
            LongSupplier nanoTime) {
        this.driver = driver;
        this.uri = uri;
        this.user = user;
        this.nanoTime = nanoTime;
        reader = new RecordReader(schemas);
        graph = new GraphWriter(driver);
        drop = new GraphDrop(driver);
        deadLetters = new DeadLetters(connection);
        writer = new BatchWriter(graph, deadLetters, failure -> GraphTrouble.of(failure, uri, user));
        try {
            intake = new Intake(connection, pending::clear);
        } catch (RuntimeException e) {
            deadLetters.close();
            throw e;
        }
        // Last: of a sink that could not be made nobody would ever say that it is ready.
        kafka = health.part("kafka");
        neo4j = health.part("neo4j");
        brokerSeen = nanoTime.getAsLong();
        graphSeen = brokerSeen;
        stoodBy = brokerSeen - CHECK_SERVERS.toNanos();
    }

    /** One turn: read a little, write a batch if it is time, or wait a moment. */
    public void doWork() {
        try {
            if (waiting) {
                long left = resumeAt - nanoTime.getAsLong();
                if (left > 0) {
                    intake.idle(min(Duration.ofNanos(left), QUIET));
                    return;
                }
                waiting = false;
            }
            if (!installed) {
                int oldest = GraphSchema.install(driver);
                installed = true;
                LOG.info("graph schema version {} is in place at {}", GraphSchema.VERSION, uri);
                if (oldest < GraphSchema.VERSION) {
                    LOG.warn(
                            "the graph has parts of schema version {}: it goes on, but there what is no longer said stays;"
                                    + " `headwater rebuild` makes it new",
                            oldest);
                }
            }
            if (!intake.isPositioned()) {
                position();
            }
            if (gather()) {
                flush();
            }
        } catch (WatermarkMoved e) {
            LOG.warn("{}; going on from there", e.getMessage());
            restart();
        } catch (Neo4jException e) {
            trouble(GraphTrouble.of(e, uri, user));
        } catch (IllegalStateException e) {
            trouble(new GraphTrouble(GraphTrouble.Cause.REFUSED, String.valueOf(e.getMessage())));
        } catch (WakeupException e) {
            LOG.debug("woken");
        } catch (KafkaException e) {
            notReady(kafka, "Kafka is not reached or refuses: " + e.getMessage());
            pause(backoff.failed());
        }
    }

    /** How often a batch was done over because another transaction was in its way. May be asked from any thread. */
    public long retries() {
        return retries.get();
    }

    private void position() {
        if (intake.assignment().isEmpty()) {
            if (intake.isMember()) {
                standBy();
            } else {
                notReady(kafka, "waiting for Kafka to assign partitions");
            }
            return;
        }
        if (drop.isUnderWay()) {
            notReady(
                    neo4j,
                    "the graph at " + uri + " is being dropped, waiting until it is; if `headwater rebuild` was"
                            + " interrupted, run it again");
            pause(QUIET);
            return;
        }
        Map<String, Long> found = graph.watermarks();
        intake.seek(found);
        watermarks.clear();
        watermarks.putAll(found);
        told.clear();
        brokerSeen = nanoTime.getAsLong();
        ready(kafka, "reads " + intake.assignment().size() + " partitions");
        graphAnswered();
    }

    /** Without a partition nothing else would notice that a server is away. */
    private void standBy() {
        long now = nanoTime.getAsLong();
        if (now - stoodBy < CHECK_SERVERS.toNanos()) {
            return;
        }
        stoodBy = now;
        if (intake.hasTopics()) {
            ready(kafka, "stands by: other writers have all partitions");
        } else {
            notReady(kafka, "has no partition of " + RecordReader.TOPICS + "; are the topics there?");
        }
        graph.watermarks();
        graphAnswered();
    }

    /** Reads; whether it is time to write. */
    private boolean gather() throws WatermarkMoved {
        // Behind a slow database no more is read than is written.
        if (pending.weight() >= batchSize.size()) {
            return true;
        }
        List<ConsumerRecord<byte[], byte[]>> records = intake.poll(pending.isEmpty() ? QUIET : GATHER);
        long now = nanoTime.getAsLong();
        if (pending.isEmpty()) {
            // Until now nothing has waited for the graph.
            graphSeen = now;
        }
        records.forEach(record -> pending.add(reader.read(record), now));
        if (!records.isEmpty()) {
            brokerSeen = now;
        } else if (intake.isPositioned() && now - brokerSeen > CHECK_SERVERS.toNanos()) {
            checkServers();
        }
        if (pending.isEmpty()) {
            tellWhenIdle();
            return false;
        }
        return records.isEmpty() || pending.weight() >= batchSize.size() || pending.age(now) > OLDEST.toNanos();
    }

    /** While nothing is to be written, nothing else would notice that a server is away or the graph is a new one. */
    private void checkServers() throws WatermarkMoved {
        intake.checkBroker();
        brokerSeen = nanoTime.getAsLong();
        ready(kafka, "reads " + intake.assignment().size() + " partitions");
        Map<String, Long> found = graph.watermarks();
        for (TopicPartition partition : intake.assignment()) {
            String name = Intake.name(partition);
            if (!Objects.equals(found.get(name), watermarks.get(name))) {
                throw new WatermarkMoved("the graph is not the one that was written last");
            }
        }
        // That it can be read says nothing of what waits to be written.
        if (pending.isEmpty()) {
            graphAnswered();
        }
    }

    private void flush() throws WatermarkMoved {
        List<Item> batch = pending.first(batchSize.size());
        boolean everything = batch.size() == pending.size();
        Map<TopicPartition, Long> next = new HashMap<>();
        int weight = 0;
        for (Item item : batch) {
            next.put(
                    new TopicPartition(item.record().topic(), item.record().partition()),
                    item.record().offset() + 1);
            weight += item.weight();
        }
        if (everything) {
            next.replaceAll((partition, offset) -> intake.position(partition));
        }
        List<Advance> advances = new ArrayList<>(next.size());
        next.forEach((partition, offset) -> {
            String name = Intake.name(partition);
            advances.add(new Advance(name, watermarks.get(name), offset));
        });
        long begin = nanoTime.getAsLong();
        writer.write(batch, advances);
        Duration took = Duration.ofNanos(nanoTime.getAsLong() - begin);
        pending.done(batch.size());
        advances.forEach(advance -> watermarks.put(advance.partition(), advance.to()));
        batchSize.took(!everything || weight >= batchSize.size(), took);
        backoff.succeeded();
        told.putAll(next);
        intake.tell(next);
        graphIsReady();
        LOG.debug("wrote {} records in {} ms, batch size {}", batch.size(), took.toMillis(), batchSize.size());
    }

    /** Ends of transactions take offsets too; without telling them a reader that is done would seem to lag by one. */
    private void tellWhenIdle() {
        if (!intake.isPositioned()) {
            return;
        }
        Map<TopicPartition, Long> news = new HashMap<>();
        for (TopicPartition partition : intake.assignment()) {
            long position = intake.position(partition);
            if (!Long.valueOf(position).equals(told.put(partition, position))) {
                news.put(partition, position);
            }
        }
        if (!news.isEmpty()) {
            intake.tell(news);
        }
    }

    private void restart() {
        // Behind a watermark that is gone may be another database.
        installed = false;
        pending.clear();
        intake.lost();
    }

    private void trouble(GraphTrouble trouble) {
        Duration wait = backoff.failed();
        switch (trouble.cause()) {
            case AWAY -> {
                // What comes back may be another database.
                installed = false;
                notReady(neo4j, trouble.message());
            }
            case REFUSED, CONTENT -> {
                refused = true;
                notReady(neo4j, trouble.message());
                // Neo4j locks an account for some seconds after a few wrong passwords; asking slowly does not add to
                // it.
                wait = Duration.ofSeconds(10);
            }
            case BUSY -> {
                retries.incrementAndGet();
                LOG.debug("{}; trying again in {} ms", trouble.message(), wait.toMillis());
                // Others in the way are nothing to speak of, unless it does not end.
                if (nanoTime.getAsLong() - graphSeen > BUSY_PATIENCE.toNanos()) {
                    notReady(
                            neo4j,
                            "Neo4j at " + uri + " is busy and takes nothing; SHOW TRANSACTIONS in it tells what is in"
                                    + " the way");
                }
            }
        }
        pause(wait);
    }

    /** An answer to a question does not tell that what was refused before is taken now. */
    private void graphAnswered() {
        if (refused) {
            graph.probe();
        }
        graphIsReady();
    }

    private void graphIsReady() {
        refused = false;
        graphSeen = nanoTime.getAsLong();
        ready(neo4j, "Neo4j at " + uri + " is ready");
    }

    private void pause(Duration wait) {
        waiting = true;
        resumeAt = nanoTime.getAsLong() + wait.toNanos();
    }

    private static void notReady(Health.Condition condition, String why) {
        if (condition.notReady(why)) {
            LOG.warn("not ready: {}", why);
        }
    }

    private static void ready(Health.Condition condition, String news) {
        if (condition.ready()) {
            LOG.info("{}", news);
        }
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    @Override
    public void close() {
        intake.close();
        deadLetters.close();
    }
}
