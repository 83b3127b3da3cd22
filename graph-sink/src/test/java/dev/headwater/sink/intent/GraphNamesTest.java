package dev.headwater.sink.intent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.prov.Profile;
import java.lang.reflect.Field;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GraphNamesTest {

    @ParameterizedTest
    @CsvSource({
        "mlp:status, status",
        "prov:label, label",
        "prov:role, role",
        "param:lr, param:lr",
        "tag:a:b, tag:a:b",
        "mlp:label, mlp:label",
        "mlp:id, mlp:id",
        "mlp:startTime, mlp:startTime",
        "prov:other, prov:other",
    })
    void namesAreShortWhereNothingElseHasTheName(String attribute, String property) {
        assertThat(GraphNames.propertyOf(attribute)).isEqualTo(property);
        assertThat(GraphNames.attributeOf(property)).isEqualTo(attribute);
    }

    @Test
    void everyTypeOfTheProfileHasALabel() throws IllegalAccessException {
        for (Field constant : Profile.class.getFields()) {
            String type = String.valueOf(constant.get(null));
            if (type.startsWith("mlp:")) {
                assertThat(GraphNames.labelOf(type)).isEqualTo(type.substring("mlp:".length()));
            }
        }
        assertThat(GraphNames.labelOf(Profile.EPOCH)).isEqualTo("Epoch");
    }

    @Test
    void labelsAreTheLocalNamesOfProfileAndProvTypes() {
        assertThat(GraphNames.labelOf("mlp:Run")).isEqualTo("Run");
        assertThat(GraphNames.labelOf("prov:SoftwareAgent")).isEqualTo("SoftwareAgent");
        assertThat(GraphNames.labelOf("mls:Model")).isEmpty();
        assertThat(GraphNames.labelOf("mlp:Bad`Label")).isEmpty();
        assertThat(GraphNames.labelOf("mlp:1st")).isEmpty();
    }
}
