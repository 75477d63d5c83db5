package de.gemeinsamkommune.defaults;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.jdk.StringDeserializer;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.module.SimpleModule;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.function.Function;

/** What a text and a time in JSON may be, beyond what JSON itself says. */
final class PlainInput {

    private PlainInput() {}

    static SimpleModule module() {
        return new SimpleModule("plain-input")
                .addDeserializer(String.class, new Text())
                .addDeserializer(
                        OffsetDateTime.class, new Moment<>(OffsetDateTime.class, Moments::parse))
                .addDeserializer(Instant.class, new Moment<>(Instant.class, Moments::parseInstant));
    }

    /**
     * {@return whether every character can be stored, sent and shown again as it came: the "Unicode
     * Assignables" of RFC 9839, section 4.3, without halves of surrogates, controls other than tab
     * and line ends, and noncharacters}
     */
    static boolean isAssignable(String text) {
        return text.codePoints().allMatch(PlainInput::isAssignable);
    }

    /** {@return whether there is nothing to be seen of a text that is not blank to a program} */
    static boolean seemsEmpty(String text) {
        return !text.isBlank()
                && text.codePoints()
                        .allMatch(
                                c ->
                                        Character.isWhitespace(c)
                                                || Character.isSpaceChar(c)
                                                || Character.getType(c) == Character.FORMAT);
    }

    private static boolean isAssignable(int c) {
        return switch (Character.getType(c)) {
            case Character.SURROGATE -> false;
            case Character.CONTROL -> c == '\t' || c == '\n' || c == '\r';
            // U+FDD0 to U+FDEF and the last two of each plane
            case Character.UNASSIGNED -> (c < 0xFDD0 || c > 0xFDEF) && (c & 0xFFFE) != 0xFFFE;
            default -> true;
        };
    }

    private static final class Text extends StdScalarDeserializer<String> {

        Text() {
            super(String.class);
        }

        @Override
        public String deserialize(JsonParser json, DeserializationContext context)
                throws JacksonException {
            String text = StringDeserializer.instance.deserialize(json, context);
            if (text != null && !isAssignable(text)) {
                context.reportInputMismatch(this, "a character that no text can hold");
            }
            if (text != null && seemsEmpty(text)) {
                context.reportInputMismatch(this, "a text of which nothing is to be seen");
            }
            return text;
        }
    }

    private static final class Moment<T> extends StdScalarDeserializer<T> {

        private final Function<String, T> read;

        Moment(Class<T> type, Function<String, T> read) {
            super(type);
            this.read = read;
        }

        @Override
        @SuppressWarnings("unchecked") // of the class it was made for
        public T deserialize(JsonParser json, DeserializationContext context)
                throws JacksonException {
            if (json.currentToken() != JsonToken.VALUE_STRING) {
                return (T) context.handleUnexpectedToken(getValueType(context), json);
            }
            try {
                return read.apply(json.getString());
            } catch (DateTimeException malformed) {
                return context.reportInputMismatch(this, "not a time of RFC 3339");
            }
        }
    }
}
