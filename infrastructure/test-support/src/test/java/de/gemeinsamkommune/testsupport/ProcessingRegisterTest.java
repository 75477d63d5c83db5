package de.gemeinsamkommune.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The register of processing activities says what the services declare, and they declare all. */
class ProcessingRegisterTest {

    private static final Path FILE = Repository.root().resolve("docs/processing-activities.md");

    @Test
    void everything_about_people_has_a_purpose_and_an_end() throws IOException {
        assertThat(ProcessingDocument.of(Repository.root()).faults()).isEmpty();
    }

    /** With {@code -Dprocessing=write} the file is written instead, to be reviewed as a change. */
    @Test
    void the_register_is_the_one_that_was_reviewed() throws IOException {
        String text = ProcessingDocument.of(Repository.root()).text();
        if ("write".equals(System.getProperty("processing"))) {
            Files.writeString(FILE, text);
        }
        assertThat(text)
                .as("the declarations and %s (written anew with -Dprocessing=write)", FILE)
                .isEqualTo(Files.readString(FILE));
    }
}
