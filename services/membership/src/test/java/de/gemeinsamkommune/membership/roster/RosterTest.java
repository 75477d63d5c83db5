package de.gemeinsamkommune.membership.roster;

import static de.gemeinsamkommune.membership.roster.RosterFiles.csv;
import static de.gemeinsamkommune.membership.roster.RosterFiles.with;
import static de.gemeinsamkommune.membership.roster.RosterFiles.workbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.gemeinsamkommune.membership.municipality.Municipality;
import de.gemeinsamkommune.membership.municipality.MunicipalityKind;
import de.gemeinsamkommune.membership.person.Role;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

class RosterTest {

    private static final String ROW = "Özlem;Größer;oezlem@freising.example;09178;Mitglied";
    private static final String SHEET = "xl/worksheets/sheet1.xml";

    private static final MunicipalityNames MUNICIPALITIES =
            new MunicipalityNames(
                    List.of(
                            unit("09178", "Landkreis", "Freising", null),
                            unit("09162", "Stadt", "München", null),
                            unit("09184", "Landkreis", "München", null),
                            unit("09184131", "Gemeinde", "Kirchheim b.München", "München")));

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "ISO-8859-1", "windows-1252", "UTF-16"})
    void umlauts_are_read_in_every_encoding_of_spreadsheets(String charset) {
        Roster roster = read((RosterFiles.HEAD + "\n" + ROW).getBytes(Charset.forName(charset)));
        assertThat(roster.rows().getFirst().givenName()).isEqualTo("Özlem");
        assertThat(roster.rows().getFirst().familyName()).isEqualTo("Größer");
        assertThat(roster.rows().getFirst().flaws()).isEmpty();
        assertThat(roster.format()).isEqualTo(TableFormat.CSV);
    }

    @Test
    void a_byte_order_mark_is_no_part_of_the_first_head() {
        byte[] file = ("\ufeff" + RosterFiles.HEAD + "\n" + ROW).getBytes(StandardCharsets.UTF_8);
        assertThat(read(file).rows()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {";", ",", "\t"})
    void separators_are_found_out_and_columns_stand_in_any_order(String separator) {
        String file =
                String.join(separator, "Language", "E-mail address", "Surname", "first name", "AGS")
                        + "\n"
                        + String.join(
                                separator, "en", "A@B.example", "\"O'Neil, Jr\"", "Anna", "9178");
        RosterRow row = read(file.getBytes(StandardCharsets.UTF_8)).rows().getFirst();
        assertThat(row.familyName()).isEqualTo("O'Neil, Jr");
        assertThat(row.email()).isEqualTo("A@b.example");
        assertThat(row.locale()).isEqualTo("en");
        assertThat(row.role()).isEqualTo(Role.MEMBER);
        assertThat(row.municipality()).isEqualTo("09178");
        assertThat(row.notes()).containsExactly(new RosterFlaw("municipality", "leading-zero"));
    }

    @Test
    void empty_lines_are_passed_over_and_line_breaks_in_quotes_counted() {
        Roster roster = read(csv("", ";;;;", "\"An\nna\";B;a@b.example;09178;", "", ROW, ""));
        assertThat(roster.rows()).extracting(RosterRow::row).containsExactly(4, 7);
        assertThat(roster.rows().getFirst().flaws())
                .containsExactly(new RosterFlaw("givenName", "name"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "A;B;nobody;09178;            | email        | email",
                "A;B;;09178;                  | email        | missing",
                ";B;a@b.example;09178;        | givenName    | missing",
                "A;=1+1;a@b.example;09178;    | familyName   | formula",
                "@SUM(1);B;a@b.example;09178; | givenName    | formula",
                "A;B;a@b.example;;            | municipality | municipality-missing",
                "A;B;a@b.example;;Leitung     | municipality | municipality-missing",
                "A;B;a@b.example;09999;       | municipality | municipality-unknown",
                "A;B;a@b.example;München;     | municipality | municipality-ambiguous",
                "A;B;a@b.example;09178;König  | role         | role"
            })
    void a_wrong_cell_is_named_with_what_is_wrong(String line, String field, String code) {
        RosterRow row = read(csv(line)).rows().getFirst();
        assertThat(row.flaws()).containsExactly(new RosterFlaw(field, code));
        assertThat(row.outcome()).isEqualTo(Outcome.REFUSED);
    }

    @ParameterizedTest
    @CsvSource({
        "Landkreis Freising,09178",
        "freising,09178",
        "stadt  münchen,09162",
        "9184131,09184131",
        "Gemeinde Kirchheim b.München (Landkreis München),09184131"
    })
    void municipalities_are_found_by_key_and_by_name(String written, String key) {
        assertThat(MUNICIPALITIES.find(written).key()).isEqualTo(key);
    }

    @Test
    void team_roles_need_no_municipality_and_a_title_stands_before_the_name() {
        byte[] file =
                "Titel;Vorname;Nachname;E-Mail;Rolle\nDr.;Eva;Maier;eva@via.example;Projektleitung"
                        .getBytes(StandardCharsets.UTF_8);
        RosterRow row = read(file).rows().getFirst();
        assertThat(row.givenName()).isEqualTo("Dr. Eva");
        assertThat(row.role()).isEqualTo(Role.PROJECT_LEAD);
        assertThat(row.invitation().municipality()).isNull();
    }

    @Test
    void columns_nobody_asked_for_are_named_and_not_read() {
        byte[] file =
                "Vorname;Nachname;E-Mail;Kommune;Telefon\nA;B;a@b.example;09178;0171 secret"
                        .getBytes(StandardCharsets.UTF_8);
        Roster roster = read(file);
        assertThat(roster.ignored()).containsExactly("Telefon");
        assertThat(roster.toString()).doesNotContain("0171");
    }

    @Test
    void a_workbook_is_read_like_text() {
        byte[] file =
                workbook(
                        sheet -> {
                            sheet.value(2, 0, "Özlem");
                            sheet.inlineString(2, 1, "Größer");
                            sheet.value(2, 2, "oezlem@freising.example");
                            sheet.value(2, 3, 9178);
                            sheet.value(2, 4, "Leitung");
                        });
        Roster roster = read(file);
        assertThat(roster.format()).isEqualTo(TableFormat.XLSX);
        RosterRow row = roster.rows().getFirst();
        assertThat(row.row()).isEqualTo(3);
        assertThat(row.familyName()).isEqualTo("Größer");
        assertThat(row.municipality()).isEqualTo("09178");
        assertThat(row.role()).isEqualTo(Role.LEAD);
        assertThat(row.notes()).extracting(RosterFlaw::code).containsExactly("leading-zero");
    }

    @Test
    void of_a_formula_only_the_place_is_told() {
        byte[] file =
                workbook(
                        sheet -> {
                            sheet.value(1, 0, "Anna");
                            sheet.formula(1, 1, "HYPERLINK(\"https://evil.example\",\"x\")");
                            sheet.value(1, 2, "a@b.example");
                            sheet.value(1, 3, "09178");
                        });
        RosterRow row = read(file).rows().getFirst();
        assertThat(row.row()).isEqualTo(2);
        assertThat(row.flaws()).containsExactly(new RosterFlaw("familyName", "formula"));
        assertThat(row.toString()).doesNotContain("evil");
    }

    @Test
    void what_is_no_list_of_people_is_refused_with_the_reason() {
        refused(new byte[0], "people-file-empty");
        refused(bytes("\n\n;;\n"), "people-file-empty");
        refused(bytes("%PDF-1.7\nVorname;Nachname;E-Mail"), "people-file-not-a-table");
        refused(bytes("Vorname\u0000;x"), "people-file-not-a-table");
        refused(
                new byte[] {(byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0, 0, 0},
                "people-file-old-excel");
        refused(new byte[] {'P', 'K', 3, 4, 1, 2, 3}, "people-file-unreadable");
        refused(bytes("Vorname;E-Mail\nA;a@b.example"), "people-file-columns-missing");
        refused(bytes("Anna;Maier;a@b.example;09178"), "people-file-columns-missing");
        refused(bytes("Vorname;Nachname;E-Mail;Mail\nA;B;C;D"), "people-file-column-twice");
        refused(csv(), "people-file-no-rows");
        refused(csv(ROW, "\"open;B;a@b.example;09178;"), "people-file-quotes");
        refused(csv(";".repeat(200)), "people-file-too-large");
    }

    @Test
    void five_thousand_rows_are_read_and_one_more_is_not() {
        String[] rows = new String[5001];
        java.util.Arrays.fill(rows, ROW);
        refused(csv(rows), "people-file-too-many-rows");
        assertThat(read(csv(java.util.Arrays.copyOf(rows, 5000))).rows()).hasSize(5000);
        refused(
                workbook(
                        sheet -> {
                            for (int i = 1; i <= 5001; i++) {
                                sheet.value(i, 0, "x");
                            }
                        }),
                "people-file-too-many-rows");
    }

    @Test
    void what_is_huge_when_unpacked_is_refused_before_it_is_read() throws Exception {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bomb)) {
            out.putNextEntry(new ZipEntry("xl/sharedStrings.xml"));
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 60; i++) {
                out.write(zeros);
            }
        }
        assertThat(bomb.size()).isLessThan(200_000);
        refused(bomb.toByteArray(), "people-file-too-large");
    }

    @Test
    void cells_at_places_no_sheet_has_and_rows_that_repeat_are_refused() {
        byte[] file = workbook(sheet -> sheet.value(1, 0, "Anna"));
        refused(with(file, SHEET, "r=\"A2\"", "r=\"ZZZZZZ2\""), "people-file-too-large");
        refused(with(file, SHEET, "<row r=\"2\"", "<row r=\"1\""), "people-file-unreadable");
        refused(with(file, SHEET, "<sheetData>", "<sheetData"), "people-file-unreadable");
    }

    @Test
    void entities_of_a_workbook_are_not_resolved() {
        byte[] file = workbook(sheet -> sheet.value(1, 0, "Anna"));
        byte[] evil =
                with(
                        file,
                        SHEET,
                        "<worksheet",
                        "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><worksheet");
        try {
            assertThat(read(evil).toString()).doesNotContain("root:");
        } catch (RosterRefused refused) {
            assertThat(refused.reason()).isEqualTo(RosterRefused.Reason.UNREADABLE);
        }
    }

    private static Roster read(byte[] file) {
        return Roster.of(Table.read(file), MUNICIPALITIES);
    }

    private static void refused(byte[] file, String problem) {
        assertThatThrownBy(() -> read(file))
                .isInstanceOf(RosterRefused.class)
                .extracting(refused -> ((RosterRefused) refused).reason().problem())
                .isEqualTo(problem);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Municipality unit(
            String key, String designation, String name, @Nullable String district) {
        boolean municipality = key.length() == 8;
        return new Municipality(
                key,
                municipality ? key.substring(0, 5) + "0000" + key.substring(5) : key,
                designation,
                name,
                key.length() == 8 ? MunicipalityKind.MUNICIPALITY : MunicipalityKind.DISTRICT,
                district,
                "Oberbayern",
                1,
                LocalDate.of(2026, 1, 1),
                null,
                null,
                null,
                null,
                null,
                null);
    }
}
