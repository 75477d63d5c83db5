package de.gemeinsamkommune.portal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Both languages say the same things, and all that templates ask for. */
class TextsTest {
    private static final Path RESOURCES = Path.of("src/main/resources");

    @Test
    void both_languages_have_the_same_texts() throws IOException {
        assertThat(texts("en").stringPropertyNames()).isEqualTo(texts("de").stringPropertyNames());
    }

    @Test
    void templates_ask_only_for_texts_there_are() throws IOException {
        Properties german = texts("de");
        TreeSet<String> missing = new TreeSet<>();
        Pattern used = Pattern.compile("#\\{([a-zA-Z0-9.-]+)[}(]|messages\\.msg\\('([^']+)'[,)]");
        try (Stream<Path> templates = Files.walk(RESOURCES.resolve("templates"))) {
            for (Path template : templates.filter(Files::isRegularFile).toList()) {
                Matcher keys = used.matcher(Files.readString(template));
                while (keys.find()) {
                    String key = keys.group(1) == null ? keys.group(2) : keys.group(1);
                    if (!german.containsKey(key)) {
                        missing.add(key);
                    }
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void texts_with_places_can_be_filled() throws IOException {
        for (String language : new String[] {"de", "en"}) {
            texts(language)
                    .forEach(
                            (_, text) -> {
                                if (text.toString().contains("{0")) {
                                    assertThat(
                                                    new MessageFormat(
                                                                    text.toString(), Locale.GERMAN)
                                                            .format(new Object[] {1, 2, 3, 4}))
                                            .doesNotContain("{");
                                }
                            });
        }
    }

    private static Properties texts(String language) throws IOException {
        Properties texts = new Properties();
        try (Reader reader =
                Files.newBufferedReader(
                        RESOURCES.resolve("portal/messages_" + language + ".properties"))) {
            texts.load(reader);
        }
        return texts;
    }
}
