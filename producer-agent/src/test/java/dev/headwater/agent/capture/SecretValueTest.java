package dev.headwater.agent.capture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretValueTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'passwords': ['hunter2','x'], 'a': 1}|{'passwords': [[redacted]], 'a': 1}",
                "{'secrets': {'a': {'b': 'hunter2'}, 'c': 'x'}, 'd': 1}|{'secrets': {[redacted]}, 'd': 1}",
                "password=(hunter2) x|password=([redacted]) x",
                "{b'password': b'hunter2', 'a': 1}|{b'password': b'[redacted]', 'a': 1}",
                "{u'password': u'hunter2', 'a': 1}|{u'password': u'[redacted]', 'a': 1}",
                "password = rb\"hunter2\" + x|password = rb\"[redacted]\" + x",
                "password = \"\"\"hunter2\"\"\" + x|password = \"\"\"[redacted]\"\"\" + x",
                "{\"password\": \"ab\\\"cdef\", \"a\": 1}|{\"password\": \"[redacted]\", \"a\": 1}",
                "{\"password\": \"ab\\\\\", \"a\": \"b\"}|{\"password\": \"[redacted]\", \"a\": \"b\"}",
                "\"{\\\"password\\\": \\\"hunter2\\\", \\\"a\\\": 1}\"|"
                        + "\"{\\\"password\\\": \\\"[redacted]\\\", \\\"a\\\": 1}\"",
                "{\"password\": \"\", \"user\": \"ada\"}|{\"password\": \"\", \"user\": \"ada\"}",
                ":password => hunter2, :a => 1|:password => [redacted], :a => 1",
                "~password:\n  hunter2 3\na: 1~|~password:\n  [redacted]\na: 1~",
                "~password: |\n  hunter2\na: 1~|~password: |\n  [redacted]\na: 1~",
                "~password:\na: 1~|~password:\na: 1~",
                "~train --password\thunter2 x~|~train --password\t[redacted] x~",
                "{'token': ['x'], 'b': [password=y]}|{'token': ['x'], 'b': [password=[redacted]]}",
                "password=[redacted] x|password=[redacted] x",
                "{'passwords': [[redacted]], 'a': 1}|{'passwords': [[redacted]], 'a': 1}",
                "DB_PASSWORD1=hunter2 x|DB_PASSWORD1=[redacted] x"
            })
    void secretsAreFoundInTheWritingOfAnyLanguage(String text, String clean) {
        assertThat(Redactor.text(text)).isEqualTo(clean);
    }
}
