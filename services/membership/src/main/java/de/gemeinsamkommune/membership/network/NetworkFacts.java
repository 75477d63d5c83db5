package de.gemeinsamkommune.membership.network;

import org.springframework.core.io.Resource;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/** What is known of the network itself, as written in {@code membership/network.json}. */
record NetworkFacts(
        String name,
        String subtitle,
        String carrier,
        String place,
        Text programme,
        Text objective,
        Text fundingStatement,
        Text description,
        List<Topic> topics,
        List<String> sources) {

    /** A text in both languages. */
    record Text(String de, String en) {

        String in(Locale locale) {
            return language(locale).equals("en") ? en : de;
        }
    }

    /** What the network deals with. */
    record Topic(String code, Text name) {}

    static NetworkFacts read(JsonMapper json, Resource file) {
        try (InputStream in = file.getInputStream()) {
            return json.readValue(in, NetworkFacts.class);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** {@return the language of the network for a locale: English if asked for, else German} */
    static String language(Locale locale) {
        return locale.getLanguage().equals("en") ? "en" : "de";
    }
}
