package dev.headwater.prov;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The profile and its document say the same. */
class ProfileTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "profile.md");

    private static Set<String> declaredTypes() {
        return Arrays.stream(Profile.class.getFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()))
                .map(ProfileTest::text)
                .filter(text -> text.matches("(mlp|mls|prov):[A-Z].*"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String text(java.lang.reflect.Field constant) {
        try {
            return String.valueOf(constant.get(null));
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    private static Set<String> documented(String pattern) throws IOException {
        Matcher matcher = Pattern.compile(pattern).matcher(Files.readString(DOCUMENT));
        Set<String> found = new TreeSet<>();
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    @Test
    void everyTypeIsInTheDocumentAndTheDocumentKnowsNoOther() throws IOException {
        Set<String> documented = documented("`((?:mlp|mls|prov):[A-Z][A-Za-z]*)`");
        documented.remove("mls:HyperParameterSetting");

        assertThat(documented).isEqualTo(declaredTypes());
    }

    @Test
    void everyKindOfIdIsInTheDocumentAndTheDocumentKnowsNoOther() throws IOException {
        Set<String> documented = documented("`([a-z]+):(?:\\{|…`)");
        documented.removeAll(Set.of("param", "tag", "fact"));
        documented.add("rel");

        assertThat(documented).isEqualTo(new TreeSet<>(Identifiers.PREFIXES));
    }
}
