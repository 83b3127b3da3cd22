/** Real Kafka and Neo4j for tests, one of each per test run, and a bad network to put before them. */
@NullMarked
package dev.headwater.testkit;

import org.jspecify.annotations.NullMarked;
