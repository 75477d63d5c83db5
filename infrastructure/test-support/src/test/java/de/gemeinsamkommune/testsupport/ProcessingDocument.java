package de.gemeinsamkommune.testsupport;

import de.gemeinsamkommune.defaults.retention.Effect;
import de.gemeinsamkommune.defaults.retention.Processing;
import de.gemeinsamkommune.defaults.retention.Processing.Activity;
import de.gemeinsamkommune.defaults.retention.Processing.Kept;
import de.gemeinsamkommune.defaults.retention.RetentionTerms;

import org.springframework.core.io.FileSystemResource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The register of processing activities (GDPR Art. 30), made of what the services declare: {@code
 * processing.yaml}, {@code personal-data.properties} and the classified schemas of their messages.
 * It is in German, as the supervisory authority reads it.
 */
final class ProcessingDocument {

    /** A service's declarations. */
    private record Declared(String service, Processing processing, Properties collections) {

        boolean isAboutPeople(String collection) {
            return !collections.getProperty(collection).startsWith("none:");
        }
    }

    private final List<Declared> services = new ArrayList<>();

    /** By topic the fields that carry a random id of something about a person, by message type. */
    private final Map<String, Map<String, Set<String>>> pseudonymous = new TreeMap<>();

    private ProcessingDocument() {}

    static ProcessingDocument of(Path repository) throws IOException {
        ProcessingDocument document = new ProcessingDocument();
        for (String group : List.of("services", "infrastructure")) {
            try (Stream<Path> modules = Files.list(repository.resolve(group))) {
                for (Path module : modules.sorted().toList()) {
                    document.read(module);
                }
            }
        }
        try (Stream<Path> contracts = Files.list(repository.resolve("contracts"))) {
            for (Path file :
                    contracts
                            .filter(f -> f.toString().endsWith(".schema.json"))
                            .sorted()
                            .toList()) {
                document.readSchema(file);
            }
        }
        return document;
    }

    private void read(Path module) throws IOException {
        String service = module.getFileName().toString();
        Path resources = module.resolve("src/main/resources").resolve(service);
        Path inventory = resources.resolve("personal-data.properties");
        if (!Files.exists(inventory)) {
            return;
        }
        Properties collections = new Properties();
        try (Reader reader = Files.newBufferedReader(inventory)) {
            collections.load(reader);
        }
        Path declared = resources.resolve("processing.yaml");
        services.add(
                new Declared(
                        service,
                        Files.exists(declared)
                                ? Processing.read(new FileSystemResource(declared))
                                : new Processing(List.of(), List.of()),
                        collections));
    }

    private void readSchema(Path file) throws IOException {
        JsonNode schema = JsonMapper.shared().readTree(Files.readString(file));
        Set<String> fields = new TreeSet<>();
        collect(schema, fields);
        if (!fields.isEmpty()) {
            String type = file.getFileName().toString().replace(".schema.json", "");
            pseudonymous
                    .computeIfAbsent(schema.path("x-topic").asString(""), _ -> new TreeMap<>())
                    .put(type, fields);
        }
    }

    private static void collect(JsonNode schema, Set<String> fields) {
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            if (property.getValue().path("x-classification").asString("").equals("pseudonymous")) {
                fields.add(property.getKey());
            }
            collect(property.getValue(), fields);
            collect(property.getValue().path("items"), fields);
        }
    }

    /** {@return what the declarations lack or say too much, in words} */
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        Set<String> topics = new TreeSet<>(pseudonymous.keySet());
        for (Declared declared : services) {
            Set<String> undecided =
                    declared.collections().stringPropertyNames().stream()
                            .filter(declared::isAboutPeople)
                            .collect(Collectors.toCollection(TreeSet::new));
            Set<String> unused =
                    declared.processing().rules().stream()
                            .map(RetentionTerms::code)
                            .collect(Collectors.toCollection(TreeSet::new));
            Set<String> rules = Set.copyOf(unused);
            Set<String> named = new TreeSet<>();
            for (Activity activity : declared.processing().activities()) {
                topics.removeAll(activity.topics());
                for (Kept kept : activity.collections()) {
                    String where = declared.service() + "." + kept.name();
                    if (!declared.collections().containsKey(kept.name())) {
                        faults.add(where + " is missing from personal-data.properties");
                    }
                    if (!named.add(kept.name())) {
                        faults.add(where + " is declared twice");
                    }
                    undecided.remove(kept.name());
                    if (kept.rule() == null && kept.until() == null) {
                        faults.add(where + " names no rule and no end");
                    }
                    if (kept.rule() != null) {
                        unused.remove(kept.rule());
                        if (!rules.contains(kept.rule())) {
                            faults.add(where + " names the unknown rule " + kept.rule());
                        }
                    }
                }
            }
            undecided.forEach(
                    name ->
                            faults.add(
                                    declared.service()
                                            + "."
                                            + name
                                            + " is missing from processing.yaml"));
            unused.forEach(code -> faults.add(declared.service() + " never uses rule " + code));
        }
        topics.forEach(topic -> faults.add("no activity names the topic " + topic));
        return faults;
    }

    /** {@return the register as Markdown} */
    String text() {
        StringBuilder text = new StringBuilder(INTRODUCTION);
        int number = 1;
        for (Declared declared : services) {
            for (Activity activity : declared.processing().activities()) {
                write(text, number++, declared, activity);
            }
        }
        text.append(RULES);
        for (Declared declared : services) {
            declared.processing()
                    .rules()
                    .forEach(
                            rule ->
                                    row(
                                            text,
                                            rule.nameDe(),
                                            "`" + declared.service() + "/" + rule.code() + "`",
                                            period(rule) + " ab " + from(rule),
                                            effect(rule.effect()),
                                            rule.norm()));
        }
        text.append(WITHOUT_PEOPLE);
        for (Declared declared : services) {
            new TreeSet<>(declared.collections().stringPropertyNames())
                    .stream()
                            .filter(name -> !declared.isAboutPeople(name))
                            .forEach(
                                    name ->
                                            row(
                                                    text,
                                                    "`" + declared.service() + "." + name + "`",
                                                    declared.collections()
                                                            .getProperty(name)
                                                            .substring("none:".length())
                                                            .strip()));
        }
        return text.append('\n').append(MEASURES).toString();
    }

    private void write(StringBuilder text, int number, Declared declared, Activity activity) {
        text.append("\n## ").append(number).append(". ").append(activity.name()).append("\n\n");
        text.append("| | |\n|---|---|\n");
        row(text, "Zweck", activity.purpose());
        row(text, "Rechtsgrundlage", activity.legalBasis());
        row(text, "Betroffene", activity.people());
        row(text, "Empfänger", activity.recipients());
        row(text, "Drittländer", "keine Übermittlung");
        row(text, "Dienst", "`" + declared.service() + "`");
        text.append("\n| Datenbestand | Daten | Kategorie der Auskunft | Löschung |\n");
        text.append("|---|---|---|---|\n");
        for (Kept kept : activity.collections()) {
            String decision = declared.collections().getProperty(kept.name());
            row(
                    text,
                    "`" + declared.service() + "." + kept.name() + "`",
                    kept.data(),
                    decision.substring(0, decision.indexOf(':')),
                    ending(declared, kept));
        }
        for (String topic : activity.topics()) {
            Map<String, Set<String>> types = pseudonymous.getOrDefault(topic, Map.of());
            text.append("\nEreignisse mit zufälligen Kennungen, Strom `").append(topic);
            text.append("`, ohne Namen, Adressen und Texte, auf Dauer:\n\n");
            types.forEach(
                    (type, fields) ->
                            text.append("- `")
                                    .append(type)
                                    .append("`: ")
                                    .append(String.join(", ", fields))
                                    .append('\n'));
        }
    }

    private static String ending(Declared declared, Kept kept) {
        List<String> parts = new ArrayList<>();
        declared.processing().rules().stream()
                .filter(rule -> rule.code().equals(kept.rule()))
                .forEach(
                        rule ->
                                parts.add(
                                        period(rule)
                                                + " ab "
                                                + from(rule)
                                                + ": "
                                                + effect(rule.effect())));
        if (kept.until() != null) {
            parts.add(kept.until());
        }
        return String.join(". ", parts);
    }

    private static String from(RetentionTerms rule) {
        return rule.yearEnd() ? "Ende des Jahres (" + rule.startsDe() + ")" : rule.startsDe();
    }

    private static String period(RetentionTerms rule) {
        Period period = rule.period();
        List<String> parts = new ArrayList<>();
        part(parts, period.getYears(), "Jahr", "Jahre");
        part(parts, period.getMonths(), "Monat", "Monate");
        part(parts, period.getDays(), "Tag", "Tage");
        return String.join(" ", parts);
    }

    private static void part(List<String> parts, int count, String one, String many) {
        if (count > 0) {
            parts.add(count + " " + (count == 1 ? one : many));
        }
    }

    private static String effect(Effect effect) {
        return switch (effect) {
            case DELETE -> "Löschen";
            case ANONYMISE -> "Anonymisieren, Zahlen bleiben";
            case PROPOSE -> "Löschen nach Freigabe durch die Systemverwaltung";
        };
    }

    private static void row(StringBuilder text, String... cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    private static final String INTRODUCTION =
            """
            # Verzeichnis von Verarbeitungstätigkeiten

            Nach Art. 30 DSGVO. Diese Datei entsteht aus dem, was die Dienste über sich sagen
            (`processing.yaml`, `personal-data.properties`, die Schemata der Ereignisse in
            `contracts/`), und wird nicht von Hand geändert:
            `mvn -pl infrastructure/test-support -am test -Dtest=ProcessingRegisterTest
            -Dsurefire.failIfNoSpecifiedTests=false -Dprocessing=write` schreibt sie neu. Weicht sie
            ab, schlägt der Build fehl.

            Verantwortlicher, Vertretung und Datenschutzbeauftragte stehen im Impressum und in der
            Datenschutzerklärung der jeweiligen Installation.
            """;

    private static final String RULES =
            """

            ## Regeln der Aufbewahrung

            Täglich sieht jeder Dienst nach, was fällig ist, und kündigt es an; frühestens sieben Tage
            später (`RETENTION_NOTICE_DAYS`) handelt er, und nur an dem, was angekündigt war. Die
            Systemverwaltung kann einzelne Einträge oder eine Regel mit Begründung aufschieben oder
            früher freigeben (`/team/aufbewahrung`).

            | Regel | Kennung | Frist | Wirkung | Grundlage |
            |---|---|---|---|---|
            """;

    private static final String WITHOUT_PEOPLE =
            """

            ## Datenbestände ohne personenbezogene Daten

            Bloße zufällige Kennungen gelöschter Personen bleiben, damit nichts mehr in ihrem Namen
            angenommen wird. Die Begründungen sind die der Entwicklung, auf Englisch.

            | Datenbestand | Begründung |
            |---|---|
            """;

    private static final String MEASURES =
            """
            ## Technische und organisatorische Maßnahmen

            - Keine personenbezogenen Daten in Ereignissen, Protokollen und Fehlertexten:
              [ADR 12](adr/0012-no-personal-data-in-kafka.md).
            - Wer was darf, steht an jedem Endpunkt und wird für jede Rolle geprüft:
              [ADR 11](adr/0011-authorisation-by-annotation-at-the-filter.md).
            - Anmeldung mit zweitem Faktor für alle, die für das Netzwerk arbeiten:
              [ADR 15](adr/0015-second-factors.md).
            - Auskunft über alles Gespeicherte: [ADR 16](adr/0016-personal-data-export.md).
            - Sicherung, Wiederherstellung und Betrieb: [operating.md](operating.md).
            """;
}
