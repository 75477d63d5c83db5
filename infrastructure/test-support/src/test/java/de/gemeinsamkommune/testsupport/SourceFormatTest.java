package de.gemeinsamkommune.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.JavaFormatterOptions;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

class SourceFormatTest {

    private static final Set<String> NOT_OURS = Set.of("target", "node_modules", ".git", "data");

    private final Formatter formatter =
            new Formatter(
                    JavaFormatterOptions.builder().style(JavaFormatterOptions.Style.AOSP).build());

    @Test
    void all_sources_are_formatted() throws IOException {
        Path root = Repository.root();
        List<Path> sources;
        try (Stream<Path> files = Files.walk(root)) {
            sources =
                    files.filter(file -> file.toString().endsWith(".java"))
                            .filter(file -> isOurs(root.relativize(file)))
                            .toList();
        }
        assertThat(sources).as("sources under %s", root).isNotEmpty();
        List<Path> unformatted =
                sources.parallelStream()
                        .filter(file -> !isFormatted(file))
                        .map(root::relativize)
                        .sorted()
                        .toList();
        assertThat(unformatted).as("files to be formatted with ./format").isEmpty();
    }

    @Test
    void what_is_not_formatted_is_noticed() throws FormatterException {
        String ugly = "class A{int  a;}\n";
        assertThat(formatter.formatSourceAndFixImports(ugly)).isNotEqualTo(ugly);
    }

    private static boolean isOurs(Path file) {
        for (Path part : file) {
            if (NOT_OURS.contains(part.toString())) {
                return false;
            }
        }
        return true;
    }

    private boolean isFormatted(Path file) {
        try {
            String source = Files.readString(file);
            return source.equals(formatter.formatSourceAndFixImports(source));
        } catch (IOException | FormatterException e) {
            throw new AssertionError(file + " could not be read", e);
        }
    }
}
