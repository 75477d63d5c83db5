package de.gemeinsamkommune.membership.register;

import de.gemeinsamkommune.testsupport.Repository;

import java.nio.file.Files;
import java.nio.file.Path;

/** The real register, which is data of others and does not lie in the repository. */
public final class BavarianRegister {

    private static final String NAME = "bayern-verwaltungseinheiten.csv";

    private BavarianRegister() {}

    /**
     * {@return where the file is} In the folder the system property {@code register.data} names,
     * otherwise in a folder {@code shared/data} beside the repository or further up; it may be
     * absent.
     */
    public static Path file() {
        String given = System.getProperty("register.data", "");
        if (!given.isEmpty()) {
            return Path.of(given, NAME);
        }
        Path nearest = Repository.root().resolveSibling("shared/data").resolve(NAME);
        for (Path up = Repository.root(); up != null; up = up.getParent()) {
            Path file = up.resolve("shared/data").resolve(NAME);
            if (Files.exists(file)) {
                return file;
            }
        }
        return nearest;
    }
}
