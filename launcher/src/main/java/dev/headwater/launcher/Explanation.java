package dev.headwater.launcher;

import dev.headwater.embedded.EmbeddedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.TimeoutException;
import org.neo4j.driver.exceptions.AuthenticationException;
import org.neo4j.driver.exceptions.Neo4jException;
import org.neo4j.driver.exceptions.ServiceUnavailableException;

/** What went wrong, in one line for a person. */
public final class Explanation {

    private Explanation() {}

    public static String of(Throwable failure) {
        Throwable cause = unwrapped(failure);
        String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        if (cause instanceof CommandFailure || cause instanceof EmbeddedException) {
            return message;
        }
        if (cause instanceof NoSuchFileException
                || cause instanceof AccessDeniedException
                || cause instanceof FileAlreadyExistsException) {
            return message + ": " + reason((FileSystemException) cause);
        }
        if (cause instanceof AuthenticationException) {
            return "Neo4j refused the login: check --neo4j-user and --neo4j-password";
        }
        if (cause instanceof ServiceUnavailableException) {
            return "Neo4j does not answer: " + oneLine(message);
        }
        if (cause instanceof Neo4jException) {
            return "Neo4j: " + oneLine(message);
        }
        if (cause instanceof KafkaException && cause.getCause() instanceof ConfigException) {
            return "Kafka: " + oneLine(String.valueOf(cause.getCause().getMessage()));
        }
        if (cause instanceof TimeoutException) {
            return "Kafka does not answer in time: " + oneLine(message);
        }
        return cause instanceof RuntimeException
                ? cause.getClass().getSimpleName() + ": " + oneLine(message)
                : oneLine(message);
    }

    /** The same of a file that was read or written; the name of a file that the system refused goes first. */
    public static String of(Path file, IOException failure) {
        return failure instanceof FileSystemException refused
                ? refused.getFile() + ": " + reason(refused)
                : file + ": " + of(failure);
    }

    /** What is wrong with a file, without its name. */
    public static String reason(FileSystemException failure) {
        if (failure instanceof NoSuchFileException) {
            return "no such file";
        }
        if (failure instanceof AccessDeniedException) {
            return "not permitted to read or write it";
        }
        if (failure instanceof FileAlreadyExistsException) {
            return "exists already";
        }
        return failure.getReason() == null ? failure.getClass().getSimpleName() : failure.getReason();
    }

    private static Throwable unwrapped(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null
                && (cause instanceof ExecutionException
                        || cause instanceof CompletionException
                        || cause instanceof UncheckedIOException)) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static String oneLine(String message) {
        return message.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
