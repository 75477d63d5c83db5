package de.gemeinsamkommune.membership.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import de.gemeinsamkommune.membership.register.FileRefused.Reason;
import de.gemeinsamkommune.membership.register.RegisterFile.Reading;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;

class RegisterFileTest {

    private static final LocalDate DAY = LocalDate.of(2030, 1, 31);
    private static final String HEAD =
            "ebene,ags,ars,name,name_amtlich,typ_code,plz,flaeche_km2,bevoelkerung\n";
    private static final String TABLE =
            HEAD
                    + "land,09,09,Quittenland,Quittenland,10,,1.5,1230\n"
                    + "regierungsbezirk,091,091,Oberquitten,Oberquitten,20,,,1230\n"
                    + "kreis,09161,09161,Mürbstadt,Mürbstadt,41,,,1000\n"
                    + "gemeinde,09161000,091610000000,Mürbstadt,\"Mürbstadt, Residenzstadt\","
                    + "61,85049,133.35,1000\n"
                    + "kreis,09178,09178,Apfelau,Apfelau,44,,,230\n"
                    + "gemeinde,09178101,091785101101,Apfelau,Apfelau,60,85049,,200\n"
                    + "gemeinde,09178102,091785101102,Birnbach,Birnbach,64,85049,,30\n";

    @TempDir Path folder;

    @Test
    void a_fixed_width_file_is_read() throws IOException {
        Reading reading = read(latin(Gv100adLines.small("20300131").text()), null);
        assertThat(reading.flaws()).isEmpty();
        Register register = reading.register();
        assertThat(register.on()).isEqualTo(DAY);
        assertThat(register.units()).hasSize(7);
        assertThat(register.municipalities()).isEqualTo(3);
        assertThat(register.population()).isEqualTo(1230);
        assertThat(reading.leftOut()).isEqualTo(1);
        AdministrativeUnit city = unit(register, "09161000");
        assertThat(city.sameAs()).isEqualTo("09161");
        assertThat(city.displayName()).isEqualTo("Residenzstadt Mürbstadt");
        assertThat(city.postcode()).isEqualTo("85049");
        assertThat(city.hectares()).isEqualTo(13335);
        AdministrativeUnit village = unit(register, "09178102");
        assertThat(village.ars()).isEqualTo("091785101102");
        assertThat(village.displayName()).isEqualTo("Gemeinde Birnbach (Landkreis Apfelau)");
        assertThat(village.regionName()).isEqualTo("Oberquitten");
        assertThat(unit(register, "09178").population()).isEqualTo(230);
        assertThat(unit(register, "09").population()).isEqualTo(1230);
    }

    @ParameterizedTest
    @CsvSource({"UTF-8, ''", "UTF-8, '\ufeff'", "ISO-8859-1, ''", "windows-1252, ''"})
    void every_encoding_a_register_comes_in_is_read_the_same(String charset, String mark)
            throws IOException {
        Charset encoding = Charset.forName(charset);
        byte[] fixed = (mark + Gv100adLines.small("20300131").text()).getBytes(encoding);
        byte[] table = (mark + TABLE).getBytes(encoding);
        for (Reading reading : List.of(read(fixed, null), read(table, DAY))) {
            assertThat(reading.flaws()).isEmpty();
            assertThat(unit(reading.register(), "09161").name()).isEqualTo("Mürbstadt");
        }
    }

    @ParameterizedTest
    @CsvSource({"','", "';'", "'\t'"})
    void a_table_is_read_whatever_separates_its_columns(String separator) throws IOException {
        String table = TABLE.replace("\"Mürbstadt, Residenzstadt\"", "Mürbstadt");
        Reading reading = read(utf8(table.replace(",", separator).replace("\n", "\r\n")), DAY);
        assertThat(reading.flaws()).isEmpty();
        assertThat(reading.register().population()).isEqualTo(1230);
        assertThat(unit(reading.register(), "09161000").hectares()).isEqualTo(13335);
        assertThat(unit(reading.register(), "09161000").sameAs()).isEqualTo("09161");
    }

    @Test
    void a_table_of_only_the_columns_that_must_be_is_read() throws IOException {
        String table = "ebene,ags,name,bevoelkerung\nland,09,B,5\nregierungsbezirk,091,O,5\n";
        Reading reading = read(utf8(table + "kreis,09178,F,5\n"), DAY);
        assertThat(reading.flaws()).isEmpty();
        assertThat(read(utf8(table + "kreis,9178,F,5\n"), DAY).flaws())
                .extracting(Flaw::line, Flaw::column, Flaw::code)
                .containsExactly(tuple(4L, "ags", "digits"));
    }

    @Test
    void a_last_line_without_its_end_is_read_and_a_truncated_one_is_a_flaw() throws IOException {
        String whole = String.join("\n", Gv100adLines.small("20300131").lines());
        assertThat(read(latin(whole), null).flaws()).isEmpty();
        assertThat(read(latin(whole.substring(0, whole.length() - 100)), null).flaws())
                .containsExactly(new Flaw(9, null, "length", List.of("220", "120")));
    }

    @ParameterizedTest
    @CsvSource({
        "1,   70,          1-2,     record-type",
        "3,   20301399,    3-10,    day",
        "3,   20300130,    3-10,    day-differs",
        "11,  0x178102,    11-18,   digits",
        "19,  51 1,        19-22,   digits",
        "123, 99,          123-124, text-code",
        "129, 0000001333x, 129-139, number",
        "140, -0000000030, 140-150, negative",
        "140, 0000000003x, 140-150, number",
        "140, '           ', 140-150, number",
        "166, 8504x,       166-170, postcode",
        "23,  '                                                  ', 23-72, name-missing"
    })
    void a_malformed_field_is_named_with_line_and_positions(
            int from, String text, String column, String code) throws IOException {
        Gv100adLines file = Gv100adLines.small("20300131");
        file.lines().set(7, Gv100adLines.with(file.lines().get(7), from, text));
        Reading reading = read(latin(file.text()), null);
        assertThat(reading.flaws())
                .extracting(Flaw::line, Flaw::column, Flaw::code)
                .containsExactly(tuple(8L, column, code));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dorf,09178103,091785101103,X,X,64,,,3      | ebene        | level",
                "gemeinde,9178103,091785101103,X,X,64,,,3   | ags          | digits",
                "gemeinde,09178103,,X,X,64,,,3              | ars          | digits",
                "gemeinde,09178103,091785101104,X,X,64,,,3  | ars          | ars-differs",
                "gemeinde,09178103,091785101103,,X,64,,,3   | name         | name-missing",
                "gemeinde,09178103,091785101103,X,X,00,,,3  | typ_code     | text-code",
                "gemeinde,09178103,091785101103,X,X,64,1,,3 | plz          | postcode",
                "gemeinde,09178103,091785101103,X,X,64,,a,3 | flaeche_km2  | area",
                "gemeinde,09178103,091785101103,X,X,64,,,-3 | bevoelkerung | negative",
                "gemeinde,09178103,091785101103,X,X,64,,,   | bevoelkerung | number",
                "gemeinde,09199103,091995101103,X,X,64,,,3  | ags          | district-missing",
                "gemeinde,10199103,101995101103,X,X,64,,,3  | ags          | state-missing",
                "kreis,09299,09299,X,X,44,,,3               | ags          | region-missing",
                "gemeinde,09178102,091785101102,X,X,64,,,3  | ags          | duplicate",
                "gemeinde,09178103                          |              | fields",
                "'gemeinde,\"09178103'                      |              | fields"
            })
    void a_malformed_line_of_a_table_is_named_with_line_and_column(
            String line, String column, String code) throws IOException {
        Reading reading = read(utf8(TABLE + line + "\n"), DAY);
        assertThat(reading.flaws()).isNotEmpty();
        assertThat(reading.flaws().getFirst().line()).isEqualTo(9);
        assertThat(reading.flaws().getFirst().code()).isEqualTo(code);
        assertThat(reading.flaws().getFirst().column()).isEqualTo(column);
    }

    @Test
    void of_many_flaws_a_hundred_are_shown_and_all_are_counted() throws IOException {
        Reading reading = read(utf8(HEAD + "dorf,,,,,,,,\n".repeat(250)), DAY);
        assertThat(reading.flaws()).hasSize(100);
        assertThat(reading.flawCount()).isEqualTo(250);
    }

    @Test
    void a_head_without_units_is_a_flaw() throws IOException {
        assertThat(read(utf8(HEAD), DAY).flaws())
                .extracting(Flaw::code)
                .containsExactly("no-units");
    }

    @Test
    void what_is_no_register_is_refused_with_its_reason() {
        refused(new byte[0], null, Reason.EMPTY);
        refused(utf8("PK\u0003\u0004 sheet"), DAY, Reason.ARCHIVE);
        refused(TABLE.getBytes(StandardCharsets.UTF_16), DAY, Reason.UTF_16);
        refused(TABLE.getBytes(StandardCharsets.UTF_16LE), DAY, Reason.NOT_TEXT);
        refused(utf8(TABLE + "\u0000"), DAY, Reason.NOT_TEXT);
        refused(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10}, DAY, Reason.NOT_TEXT);
        refused(utf8("{\"ebene\": 1}"), DAY, Reason.FORMAT_UNKNOWN);
        refused(utf8("ebene,ags\n"), DAY, Reason.COLUMNS_MISSING);
        refused(utf8(HEAD.replace("ars", "ags")), DAY, Reason.COLUMNS_MISSING);
        refused(utf8(TABLE), null, Reason.DAY_MISSING);
        refused(latin(Gv100adLines.small("20301301").text()), null, Reason.DAY_UNREADABLE);
        refused(latin(Gv100adLines.small("20300130").text()), DAY, Reason.DAY_DIFFERS);
    }

    @Test
    void every_line_of_the_real_register_of_bavaria_is_read_and_nobody_counted_twice()
            throws IOException {
        Path file = BavarianRegister.file();
        assumeTrue(Files.isReadable(file), () -> "the register is not there: " + file);
        Reading reading = RegisterFile.recognise(file, LocalDate.of(2023, 11, 30)).read();
        assertThat(reading.flaws()).isEmpty();
        assertThat(reading.register().units()).hasSize(2160);
        assertThat(reading.register().municipalities()).isEqualTo(2056);
        assertThat(reading.register().population()).isEqualTo(13_369_393);
        assertThat(unit(reading.register(), "09162").displayName())
                .isEqualTo("Landeshauptstadt München");
        assertThat(unit(reading.register(), "09576111").displayName())
                .isEqualTo("Stadt Abenberg (Landkreis Roth)");
        assertThat(unit(reading.register(), "09174115").displayName())
                .isEqualTo("Stadt Dachau (Landkreis Dachau)");
        // what the product brings says the same
        Collection<AdministrativeUnit> brought = RegisterSeed.read(JsonMapper.shared());
        assertThat(brought).hasSize(105);
        assertThat(brought)
                .filteredOn(one -> one.level() != UnitLevel.STATE)
                .allSatisfy(
                        one ->
                                assertThat(unit(reading.register(), one.key()).displayName())
                                        .isEqualTo(one.displayName()));
    }

    @Test
    void shortened_titles_are_written_in_full() {
        assertThat(UnitTitles.title(UnitLevel.MUNICIPALITY, "63", "Abenberg, St"))
                .isEqualTo("Stadt");
        assertThat(UnitTitles.title(UnitLevel.MUNICIPALITY, "60", "Allersberg, M"))
                .isEqualTo("Markt");
        assertThat(UnitTitles.title(UnitLevel.MUNICIPALITY, "67", "Dachau, GKSt"))
                .isEqualTo("Stadt");
        assertThat(UnitTitles.title(UnitLevel.MUNICIPALITY, "61", "Lübeck, Hansestadt"))
                .isEqualTo("Hansestadt");
    }

    private void refused(byte[] content, LocalDate on, Reason reason) {
        assertThatThrownBy(() -> read(content, on))
                .isInstanceOfSatisfying(
                        FileRefused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
    }

    private Reading read(byte[] content, LocalDate on) throws IOException {
        Path file = Files.write(folder.resolve("register"), content);
        return RegisterFile.recognise(file, on).read();
    }

    private static AdministrativeUnit unit(Register register, String key) {
        AdministrativeUnit unit = register.units().get(key);
        assertThat(unit).as(key).isNotNull();
        return unit;
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
