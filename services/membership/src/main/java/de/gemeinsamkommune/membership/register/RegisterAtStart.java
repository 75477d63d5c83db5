package de.gemeinsamkommune.membership.register;

import de.gemeinsamkommune.defaults.IdempotencyKey.Creation;
import de.gemeinsamkommune.membership.register.RegisterImport.Stage;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.UUID;

/**
 * Imports the register in {@code REGISTER_FILE} at the start, when it is newer than the one there
 * is. With a file that cannot be imported the service does not start.
 */
@Component
class RegisterAtStart implements ApplicationRunner {

    private static final Logger LOG = LoggerFactory.getLogger(RegisterAtStart.class);

    private final RegisterImports imports;
    private final MongoRegister register;
    private final String file;
    private final String day;
    private final ResourceBundleMessageSource texts = new ResourceBundleMessageSource();

    RegisterAtStart(RegisterImports imports, MongoRegister register, Environment environment) {
        this.imports = imports;
        this.register = register;
        this.file = environment.getProperty("membership.register-file", "").strip();
        this.day = environment.getProperty("membership.register-day", "").strip();
        texts.setBasenames("membership/problems", "membership/register-flaws");
        texts.setDefaultEncoding("UTF-8");
        texts.setFallbackToSystemLocale(false);
        texts.setDefaultLocale(Locale.GERMAN);
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (file.isEmpty()) {
            return;
        }
        Path path = Path.of(file);
        if (!Files.isReadable(path)) {
            throw cannot("there is no such file, or it may not be read.", null);
        }
        try {
            RegisterFile recognised = RegisterFile.recognise(path, on());
            LocalDate known = register.pointer().on();
            if (known == null || recognised.on().isAfter(known)) {
                importNow(recognised);
            } else {
                LOG.info("The register there is, of {}, is not older than REGISTER_FILE", known);
            }
        } catch (FileRefused refused) {
            if (refused.reason() == FileRefused.Reason.DAY_MISSING) {
                throw cannot(
                        "a CSV file does not tell its day; set REGISTER_DAY, such as 2023-11-30.",
                        null);
            }
            throw cannot(text("problem." + refused.reason().problem() + ".detail"), null);
        } catch (ImportRefused refused) {
            throw cannot(text("problem." + refused.reason().problem() + ".detail"), null);
        } catch (IOException unreadable) {
            throw cannot("it cannot be read.", unreadable);
        }
    }

    private @Nullable LocalDate on() {
        try {
            return day.isEmpty() ? null : LocalDate.parse(day);
        } catch (DateTimeException malformed) {
            throw cannot("REGISTER_DAY is no day such as 2023-11-30.", null);
        }
    }

    private void importNow(RegisterFile recognised) {
        Creation creation = new Creation(UUID.randomUUID().toString(), "");
        RegisterImport ended =
                imports.carryOut(imports.begin(creation, recognised, false), recognised);
        if (ended.stage() == Stage.REFUSED) {
            Flaw first = ended.flaws().getFirst();
            String more = ended.flawCount() == 1 ? "" : " Flaws in all: " + ended.flawCount();
            String at = first.column() == null ? "" : ", " + first.column();
            throw cannot(
                    "line "
                            + first.line()
                            + at
                            + ": "
                            + text(first.code(), first.arguments().toArray())
                            + more,
                    null);
        }
        if (ended.stage() != Stage.DONE) {
            throw cannot("the import broke off, the log says why.", null);
        }
        LOG.info("Imported the register of {}: {}", recognised.on(), ended.counts());
    }

    private String text(String key, Object... arguments) {
        return texts.getMessage(key, arguments, Locale.ENGLISH);
    }

    /** A cause only where it says more: the launcher shows the last one's message. */
    private IllegalStateException cannot(String why, @Nullable Throwable cause) {
        return new IllegalStateException(
                "The register " + file + " (REGISTER_FILE) is not imported: " + why, cause);
    }
}
