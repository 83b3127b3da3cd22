package dev.headwater.agent;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/** Where Kafka is: as the settings say, or as the stack that is up has written into the home; looked up whenever needed. */
record KafkaAddress(String setting, Path home) {

    Optional<String> bootstrap() {
        if (!setting.isEmpty()) {
            return Optional.of(setting);
        }
        Path file = home.resolve("stack.properties");
        if (!Files.isReadable(file)) {
            return Optional.empty();
        }
        Properties stack = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            stack.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
        return Optional.ofNullable(stack.getProperty("kafka.bootstrap"))
                .map(String::trim)
                .filter(text -> !text.isEmpty());
    }
}
