package de.gemeinsamkommune.standalone;

import jakarta.mail.BodyPart;
import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What is in a mail.
 *
 * @param headers as sent, decoded; the last of several with one name
 * @param text the plain text, null when there is none
 * @param html the HTML with images that came along put in, null when there is none
 * @param attachments everything else, a calendar entry for instance
 */
record MailContent(
        Map<String, String> headers,
        @Nullable String text,
        @Nullable String html,
        List<Attachment> attachments) {

    /**
     * A part of a mail that is neither its text nor its HTML.
     *
     * @param index counts from 0 in the order of the mail
     * @param type content type as sent, with its parameters
     */
    record Attachment(int index, String name, String type, byte[] content) {

        /** {@return the type without its parameters, lower case} */
        public String mediaType() {
            int end = type.indexOf(';');
            return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
        }

        /** {@return the content of a text, a calendar entry for instance, otherwise null} */
        public @Nullable String text() {
            return mediaType().startsWith("text/")
                    ? new String(content, StandardCharsets.UTF_8)
                    : null;
        }
    }

    /** Takes a mail apart; what cannot be taken apart stands in the text as it came. */
    static MailContent of(byte[] source) {
        Reading reading = new Reading();
        Map<String, String> headers = new LinkedHashMap<>();
        try {
            MimeMessage message = new MimeMessage(null, new ByteArrayInputStream(source));
            for (Header header : Collections.list(message.getAllHeaders())) {
                headers.put(header.getName(), decoded(header.getValue()));
            }
            reading.read(message);
        } catch (MessagingException | IOException unreadable) {
            reading.text = new String(source, StandardCharsets.UTF_8);
        }
        return new MailContent(
                headers, reading.text, reading.htmlWithImages(), List.copyOf(reading.attachments));
    }

    private static String decoded(String value) throws IOException {
        return MimeUtility.decodeText(MimeUtility.unfold(value));
    }

    /** Walks through the parts of one mail. */
    private static final class Reading {

        private @Nullable String text;
        private @Nullable String html;
        private final List<Attachment> attachments = new ArrayList<>();
        private final Map<String, String> images = new LinkedHashMap<>();

        void read(Part part) throws MessagingException, IOException {
            if (part.isMimeType("multipart/*")) {
                Multipart parts = (Multipart) part.getContent();
                for (int i = 0; i < parts.getCount(); i++) {
                    read(parts.getBodyPart(i));
                }
                return;
            }
            boolean attached = Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition());
            if (!attached && part.isMimeType("text/plain") && text == null) {
                text = (String) part.getContent();
            } else if (!attached && part.isMimeType("text/html") && html == null) {
                html = (String) part.getContent();
            } else {
                attach(part);
            }
        }

        private void attach(Part part) throws MessagingException, IOException {
            byte[] content;
            try (InputStream in = part.getInputStream()) {
                content = in.readAllBytes();
            }
            int index = attachments.size();
            String name = part.getFileName();
            Attachment attachment =
                    new Attachment(
                            index,
                            name == null ? "part-" + (index + 1) : MimeUtility.decodeText(name),
                            part.getContentType(),
                            content);
            attachments.add(attachment);
            String id = part instanceof BodyPart ? header(part, "Content-ID") : null;
            if (id != null && attachment.mediaType().startsWith("image/")) {
                images.put(
                        "cid:" + id.replaceAll("^<|>$", ""),
                        "data:"
                                + attachment.mediaType()
                                + ";base64,"
                                + Base64.getEncoder().encodeToString(content));
            }
        }

        private static @Nullable String header(Part part, String name) throws MessagingException {
            String[] values = part.getHeader(name);
            return values == null || values.length == 0 ? null : values[0];
        }

        @Nullable String htmlWithImages() {
            String whole = html;
            if (whole == null) {
                return null;
            }
            for (Map.Entry<String, String> image : images.entrySet()) {
                whole = whole.replace(image.getKey(), image.getValue());
            }
            return whole;
        }
    }
}
