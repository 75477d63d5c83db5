package de.gemeinsamkommune.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDateTime;

class DataFolderTest {

    @TempDir private Path temporary;

    @Test
    void is_taken_by_one_at_a_time() {
        Path path = temporary.resolve("data");
        try (DataFolder first = DataFolder.open(path)) {
            assertThatExceptionOfType(CannotStart.class)
                    .isThrownBy(() -> DataFolder.open(path))
                    .withMessage(
                            "The data in %s are in use by process %d: end it first, or choose"
                                    + " another folder with --data.",
                            first.path(), ProcessHandle.current().pid());
        }
        DataFolder.open(path).close();
    }

    @Test
    void says_that_it_cannot_be_written() throws IOException {
        Path file = Files.writeString(temporary.resolve("file"), "");
        Path path = file.resolve("data");

        assertThatExceptionOfType(CannotStart.class)
                .isThrownBy(() -> DataFolder.open(path))
                .withMessageStartingWith("The folder %s cannot be written: choose another", path);
    }

    @Test
    void moves_old_data_aside_with_the_date() throws IOException {
        Path path = temporary.resolve("data");
        DataFolder.open(path).close();
        Files.writeString(path.resolve("kept"), "old");

        Path aside = DataFolder.moveAside(path, LocalDateTime.of(2026, 11, 22, 9, 5, 3));

        assertThat(aside).isEqualTo(temporary.resolve("data-2026-11-22-090503"));
        assertThat(temporary.resolve("data-2026-11-22-090503/kept")).hasContent("old");
        assertThat(path).doesNotExist();
    }

    @Test
    void does_not_move_data_that_are_in_use() {
        Path path = temporary.resolve("data");
        try (DataFolder held = DataFolder.open(path)) {
            assertThatExceptionOfType(CannotStart.class)
                    .isThrownBy(() -> DataFolder.moveAside(path, LocalDateTime.MIN))
                    .withMessageContaining("in use");
            assertThat(held.path()).exists();
        }
    }

    @Test
    void has_nothing_to_move_the_first_time() {
        assertThat(DataFolder.moveAside(temporary.resolve("none"), LocalDateTime.MIN)).isNull();
    }

    @Test
    void keeps_secrets_that_only_the_owner_reads() throws IOException {
        Path path = temporary.resolve("data");
        String secret;
        try (DataFolder folder = DataFolder.open(path)) {
            secret = folder.secret("client-secret");
            assertThat(secret).matches("[0-9a-f]{64}").isNotEqualTo(folder.secret("identity-key"));
        }
        try (DataFolder folder = DataFolder.open(path)) {
            assertThat(folder.secret("client-secret")).isEqualTo(secret);
        }
        assertThat(permissions(path.resolve("secrets/client-secret"))).isEqualTo("rw-------");
        assertThat(permissions(path.resolve("secrets"))).isEqualTo("rwx------");
    }

    @Test
    void data_of_another_version_are_left_alone() throws IOException {
        Path data = temporary.resolve("data");
        try (DataFolder folder = DataFolder.open(data)) {
            folder.requireReadable();
            Files.createDirectories(folder.store().getParent());
            Files.createFile(folder.store());
            folder.requireReadable();
            Files.delete(data.resolve("format"));
            assertThatExceptionOfType(CannotStart.class)
                    .isThrownBy(folder::requireReadable)
                    .withMessageContaining("written by another version")
                    .withMessageContaining("--fresh");
            Files.writeString(data.resolve("format"), "1\n");
            assertThatExceptionOfType(CannotStart.class).isThrownBy(folder::requireReadable);
        }
        assertThat(DataFolder.moveAside(data, LocalDateTime.of(2026, 1, 1, 0, 0))).exists();
    }

    @Test
    void stays_without_demo_data_when_begun_without() {
        Path path = temporary.resolve("data");
        try (DataFolder folder = DataFolder.open(path)) {
            assertThat(folder.demo(false)).isFalse();
            assertThat(folder.demo(true)).isFalse();
        }
    }

    @Test
    void never_turns_demo_data_into_real_ones() {
        try (DataFolder folder = DataFolder.open(temporary.resolve("data"))) {
            assertThat(folder.demo(true)).isTrue();
            assertThatExceptionOfType(CannotStart.class)
                    .isThrownBy(() -> folder.demo(false))
                    .withMessageContaining("are demo data");
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
