package de.gemeinsamkommune.standalone;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What a person was told by, in every form in which it could lie in a file. */
final class Needles {

    /** Forms by their first two bytes, since most bytes of most files begin none. */
    private final Map<Integer, List<Form>> forms = new LinkedHashMap<>();

    private final boolean[] begins = new boolean[1 << 16];

    private record Form(String name, byte[] bytes) {}

    /**
     * @param texts each at least 6 characters long, so that none is found by chance
     */
    Needles(Collection<String> texts) {
        for (String text : texts) {
            for (String spelling : new TreeSet<>(List.of(text, text.toLowerCase(Locale.GERMAN)))) {
                for (Charset charset :
                        List.of(
                                StandardCharsets.UTF_8,
                                StandardCharsets.ISO_8859_1,
                                StandardCharsets.UTF_16LE,
                                StandardCharsets.UTF_16BE)) {
                    byte[] bytes = spelling.getBytes(charset);
                    add(text + " in " + charset, bytes);
                    addBase64(text + " in base64 of " + charset, bytes);
                }
                addEscaped(text, spelling);
            }
        }
    }

    private void addEscaped(String text, String spelling) {
        String percent = URLEncoder.encode(spelling, StandardCharsets.UTF_8);
        add(text + " in a form", ascii(percent));
        add(text + " in an address", ascii(percent.replace("+", "%20")));
        StringBuilder quoted = new StringBuilder();
        StringBuilder json = new StringBuilder();
        for (char character : spelling.toCharArray()) {
            if (character < 128) {
                quoted.append(character);
                json.append(character);
                continue;
            }
            for (byte each : String.valueOf(character).getBytes(StandardCharsets.UTF_8)) {
                quoted.append("=%02X".formatted(each));
            }
            json.append("\\u%04x".formatted((int) character));
        }
        add(text + " in quoted-printable", ascii(quoted.toString()));
        add(text + " in an encoded word", ascii(quoted.toString().replace(' ', '_')));
        add(text + " in JSON", ascii(json.toString()));
    }

    /** Whatever stands before it: one of three places in a group of three bytes. */
    private void addBase64(String name, byte[] bytes) {
        for (int before = 0; before < 3; before++) {
            byte[] padded = new byte[before + bytes.length];
            System.arraycopy(bytes, 0, padded, before, bytes.length);
            String encoded = Base64.getEncoder().withoutPadding().encodeToString(padded);
            int from = before == 0 ? 0 : before + 1;
            // the last character may hold bits of what follows
            int to = padded.length % 3 == 0 ? encoded.length() : encoded.length() - 1;
            String core = encoded.substring(from, to);
            add(name, ascii(core));
            add(name, ascii(core.replace('+', '-').replace('/', '_')));
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private void add(String name, byte[] bytes) {
        if (bytes.length < 6) {
            throw new IllegalArgumentException(name + " is too short to be told from chance");
        }
        int two = two(bytes, 0);
        begins[two] = true;
        forms.computeIfAbsent(two, _ -> new ArrayList<>()).add(new Form(name, bytes));
    }

    private static int two(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
    }

    /** {@return what of it is in there, and in which form} */
    Set<String> in(byte[] haystack) {
        Set<String> found = new TreeSet<>();
        for (int at = 0; at < haystack.length - 1; at++) {
            int two = two(haystack, at);
            if (begins[two]) {
                for (Form form : forms.getOrDefault(two, List.of())) {
                    int end = at + form.bytes().length;
                    if (end <= haystack.length
                            && Arrays.equals(
                                    haystack, at, end, form.bytes(), 0, form.bytes().length)) {
                        found.add(form.name());
                    }
                }
            }
        }
        return found;
    }

    /** {@return what of it is in the files of a folder or in their names, by file} */
    Map<String, Set<String>> in(Path folder) throws IOException {
        Map<String, Set<String>> found = new LinkedHashMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Set<String> here = in(Files.readAllBytes(file));
                here.addAll(in(file.toString().getBytes(StandardCharsets.UTF_8)));
                if (!here.isEmpty()) {
                    found.put(folder.relativize(file).toString(), here);
                }
            }
        }
        return found;
    }
}
