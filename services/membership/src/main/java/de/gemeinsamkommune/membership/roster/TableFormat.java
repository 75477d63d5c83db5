package de.gemeinsamkommune.membership.roster;

import org.springframework.http.MediaType;

import java.util.Locale;

/** How a table lies in a file. */
public enum TableFormat {
    /** Text with separators. */
    CSV("text/csv;charset=UTF-8"),
    /** A workbook of Excel 2007 and later, without macros. */
    XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

    private final String mediaType;

    TableFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    MediaType mediaType() {
        return MediaType.parseMediaType(mediaType);
    }

    /** {@return a name of a file of this format} */
    String fileName(String base) {
        return base + "." + name().toLowerCase(Locale.ROOT);
    }
}
