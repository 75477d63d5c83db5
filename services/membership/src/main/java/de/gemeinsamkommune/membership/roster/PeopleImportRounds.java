package de.gemeinsamkommune.membership.roster;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import java.util.concurrent.TimeUnit;

/** Sees to it that no import stands still, and that no list is kept longer than a day. */
@Component
class PeopleImportRounds implements ApplicationRunner {

    private final PeopleImports imports;

    PeopleImportRounds(PeopleImports imports) {
        this.imports = imports;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        imports.takeUp();
    }

    @Scheduled(initialDelay = 1, fixedDelay = 1, timeUnit = TimeUnit.MINUTES)
    void tidy() {
        imports.tidy();
    }
}
