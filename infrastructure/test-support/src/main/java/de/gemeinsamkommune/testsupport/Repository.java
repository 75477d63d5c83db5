package de.gemeinsamkommune.testsupport;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the files of the repository lie. */
public final class Repository {

    private Repository() {}

    /** The repository's root folder, whatever folder the tests run in. */
    public static Path root() {
        String given = System.getProperty("repository.root", "");
        Path start = Path.of(given.isEmpty() ? "" : given).toAbsolutePath();
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve("contracts"))
                    && Files.isDirectory(folder.resolve("infrastructure"))) {
                return folder;
            }
        }
        throw new IllegalStateException("No repository above " + start);
    }
}
