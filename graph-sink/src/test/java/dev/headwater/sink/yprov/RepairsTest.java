package dev.headwater.sink.yprov;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.prov.Value;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepairsTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "3 | Int[number=3]",
                "-17 | Int[number=-17]",
                "0.001 | Real[number=0.001]",
                "1e-05 | Real[number=1.0E-5]",
                "nan | Real[number=NaN]",
                "-inf | Real[number=-Infinity]",
                "True | Truth[truth=true]",
                "SGD | Text[text=SGD]",
                "007 | Text[text=007]",
                "1.2.3 | Text[text=1.2.3]",
                "1973^^xsd:double | Real[number=1973.0]",
                "\"12\"^^xsd:int | Int[number=12]",
                "12^^xsd:string | Text[text=12]",
                "{'$': 5, 'type': 'xsd:int'} | Int[number=5]",
                "{'$': '0.5', 'type': 'xsd:double'} | Real[number=0.5]",
                "{'$': '[1, 2]', 'type': 'list'} | Text[text=[1, 2]]"
            })
    void aTextIsTheValueThatItWasPrintedFrom(String text, String value) {
        assertThat(Repairs.value(text)).hasToString(value);
    }

    @Test
    void aNumberTooLargeForALongStaysText() {
        assertThat(Repairs.value("123456789012345678901234567890")).isInstanceOf(Value.Text.class);
    }

    @Test
    void aTimeWithoutZoneIsInThatOfTheRun() {
        assertThat(Repairs.time("2026-11-27T10:02:19.460393", "CET+0100"))
                .contains(Instant.parse("2026-11-27T09:02:19.460393Z"));
        assertThat(Repairs.time("2026-11-27 10:02:19^^xsd:dateTime", ""))
                .contains(Instant.parse("2026-11-27T10:02:19Z"));
        assertThat(Repairs.time("1795788942.6346455", "CET+0100")).contains(Instant.parse("2026-11-27T14:15:42.635Z"));
        assertThat(Repairs.time("yesterday", "")).isEmpty();
    }
}
