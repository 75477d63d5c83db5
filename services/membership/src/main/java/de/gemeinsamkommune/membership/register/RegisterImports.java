package de.gemeinsamkommune.membership.register;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;

import de.gemeinsamkommune.defaults.IdempotencyKey.Creation;
import de.gemeinsamkommune.membership.register.ImportRefused.Reason;
import de.gemeinsamkommune.membership.register.Register.Succession;
import de.gemeinsamkommune.membership.register.RegisterFile.Reading;
import de.gemeinsamkommune.membership.register.RegisterImport.Stage;
import de.gemeinsamkommune.messaging.Messaging;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Imports registers, one at a time: reads and checks a whole file, writes a generation of units
 * beside the one there is, and then switches the pointer.
 */
@Component
class RegisterImports {

    private static final Logger LOG = LoggerFactory.getLogger(RegisterImports.class);
    private static final int BATCH = 500;
    private static final int LISTED = 20;

    private final MongoRegister register;
    private final MongoCollection<RegisterImport> imports;
    private final ApplicationEventPublisher switched;
    private final Clock clock;

    RegisterImports(
            Messaging messaging,
            MongoRegister register,
            ApplicationEventPublisher switched,
            Clock clock) {
        this.register = register;
        this.switched = switched;
        this.clock = clock;
        imports = messaging.database().getCollection("registerImports", RegisterImport.class);
        imports.createIndex(Indexes.descending("receivedAt"));
    }

    /** {@return an import; one that was cut off says so} */
    Optional<RegisterImport> find(String id) {
        RegisterImport read = imports.find(eq("_id", id)).first();
        if (read == null || read.stage().isFinal() || register.isRunning(id)) {
            return Optional.ofNullable(read);
        }
        // it may have come to its end between the two reads
        RegisterImport again = imports.find(eq("_id", id)).first();
        return Optional.ofNullable(again)
                .map(last -> last.stage().isFinal() ? last : last.at(Stage.BROKEN, last.written()));
    }

    /** {@return the imports received last, the latest first} */
    List<RegisterImport> latest() {
        List<RegisterImport> read =
                imports.find()
                        .sort(Sorts.descending("receivedAt"))
                        .limit(LISTED)
                        .into(new ArrayList<>());
        return read.stream()
                .map(row -> row.stage().isFinal() ? row : find(row.id()).orElse(row))
                .toList();
    }

    /** {@return what the same request has begun already} */
    Optional<RegisterImport> repeated(Creation creation) {
        Optional<RegisterImport> first = find(creation.id());
        first.ifPresent(known -> creation.requireRepeat(known.fingerprint()));
        return first;
    }

    /**
     * Begins an import; {@link #carryOut} must follow.
     *
     * @throws ImportRefused when another one is under way, or the file is older than the register
     */
    RegisterImport begin(Creation creation, RegisterFile file, boolean dryRun) {
        String id = creation.id();
        if (!register.begin(id)) {
            throw new ImportRefused(Reason.RUNNING);
        }
        boolean begun = false;
        try {
            LocalDate known = register.pointer().on();
            if (known != null && file.on().isBefore(known)) {
                throw new ImportRefused(Reason.OLDER);
            }
            RegisterImport received =
                    RegisterImport.received(
                            id, creation.fingerprint(), file.on(), dryRun, clock.instant());
            imports.insertOne(received);
            begun = true;
            return received;
        } finally {
            if (!begun) {
                register.end(id);
            }
        }
    }

    /** Carries a begun import out, and returns how it ended. Never throws. */
    RegisterImport carryOut(RegisterImport begun, RegisterFile file) {
        try {
            RegisterImport ended = save(imported(begun, file));
            if (ended.stage() == Stage.DONE && !ended.dryRun()) {
                switched.publishEvent(new RegisterSwitched(ended.on()));
            }
            return ended;
        } catch (IOException | RuntimeException failure) {
            LOG.error("The import {} of a register broke off", begun.id(), failure);
            return begun.at(Stage.BROKEN, 0);
        } finally {
            register.end(begun.id());
        }
    }

    private RegisterImport imported(RegisterImport begun, RegisterFile file) throws IOException {
        String id = begun.id();
        sweep();
        Reading reading = file.read();
        if (reading.flawCount() > 0) {
            return begun.refused(reading);
        }
        Pointer pointer = register.pointer();
        LocalDate known = pointer.on();
        // what the product brings has no day; it gives way, and nothing of it ends
        Register before =
                known == null
                        ? Register.of(file.on(), List.of())
                        : Register.of(known, register.all(pointer.generation()));
        Succession succession = before.succeededBy(reading.register());
        RegisterImport compared = begun.compared(reading, succession);
        if (begun.dryRun()) {
            return compared.at(Stage.DONE, 0);
        }
        if (succession.counts().nothing()) {
            return register.confirm(id, file.on())
                    ? compared.at(Stage.DONE, compared.total())
                    : compared.at(Stage.BROKEN, 0);
        }
        List<AdministrativeUnit> units = new ArrayList<>(succession.after().units().values());
        for (int from = 0; from < units.size(); from += BATCH) {
            save(compared.at(Stage.WRITING, from));
            if (!register.beat(id)) {
                return compared.at(Stage.BROKEN, from);
            }
            register.write(id, units.subList(from, Math.min(from + BATCH, units.size())));
        }
        return register.switchTo(id, pointer.generation(), succession.after())
                ? compared.at(Stage.DONE, units.size())
                : compared.at(Stage.BROKEN, units.size());
    }

    private void sweep() {
        long swept = register.sweep();
        if (swept > 0) {
            LOG.info("{} documents of older generations of the register were deleted", swept);
        }
    }

    private RegisterImport save(RegisterImport state) {
        imports.replaceOne(eq("_id", state.id()), state);
        return state;
    }
}
