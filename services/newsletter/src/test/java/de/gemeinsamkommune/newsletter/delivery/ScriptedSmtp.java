package de.gemeinsamkommune.newsletter.delivery;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** An SMTP server that answers as a test tells it. */
final class ScriptedSmtp implements AutoCloseable {

    /** The reply that ends the connection without a word. */
    static final String HANG_UP = "hang up";

    /** A mail as it came in. */
    record Received(String recipient, String data) {

        String header(String name) {
            for (String line : data.split("\r\n")) {
                if (line.startsWith(name + ": ")) {
                    return line.substring(name.length() + 2);
                }
            }
            return "";
        }
    }

    private final ServerSocket server;
    private final List<Received> mails = new CopyOnWriteArrayList<>();
    private final Map<String, Queue<String>> toRecipient = new ConcurrentHashMap<>();
    private final Map<String, Queue<String>> toData = new ConcurrentHashMap<>();
    private final Queue<String> toSender = new ConcurrentLinkedQueue<>();
    private final AtomicInteger connections = new AtomicInteger();

    ScriptedSmtp() {
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    List<Received> mails() {
        return List.copyOf(mails);
    }

    List<Received> mailsTo(String recipient) {
        return mails.stream().filter(mail -> mail.recipient().equals(recipient)).toList();
    }

    int connections() {
        return connections.get();
    }

    /** The next replies to RCPT TO this recipient; afterwards it is welcome. */
    ScriptedSmtp recipient(String recipient, String... replies) {
        toRecipient.put(recipient, new ConcurrentLinkedQueue<>(List.of(replies)));
        return this;
    }

    /** The next replies to the content for this recipient; afterwards it is taken. */
    ScriptedSmtp content(String recipient, String... replies) {
        toData.put(recipient, new ConcurrentLinkedQueue<>(List.of(replies)));
        return this;
    }

    /** The next replies to MAIL FROM; afterwards it is welcome. */
    ScriptedSmtp sender(String... replies) {
        toSender.addAll(List.of(replies));
        return this;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                BufferedReader in =
                        new BufferedReader(
                                new InputStreamReader(
                                        client.getInputStream(), StandardCharsets.UTF_8));
                BufferedWriter out =
                        new BufferedWriter(
                                new OutputStreamWriter(
                                        client.getOutputStream(), StandardCharsets.UTF_8))) {
            say(out, "220 ready");
            String recipient = "";
            String line;
            while ((line = in.readLine()) != null) {
                String reply;
                if (line.startsWith("EHLO")) {
                    reply = "250 hello";
                } else if (line.startsWith("MAIL FROM:")) {
                    reply = next(toSender, "250 ok");
                } else if (line.startsWith("RCPT TO:")) {
                    recipient = line.replaceAll(".*<(.*)>.*", "$1");
                    reply = next(toRecipient.get(recipient), "250 ok");
                } else if (line.equals("DATA")) {
                    say(out, "354 go ahead");
                    StringBuilder data = new StringBuilder();
                    while (!(line = in.readLine()).equals(".")) {
                        data.append(line).append("\r\n");
                    }
                    reply = next(toData.get(recipient), "250 queued");
                    if (reply.startsWith("2") || reply.equals(HANG_UP)) {
                        mails.add(new Received(recipient, data.toString()));
                    }
                } else if (line.equals("QUIT")) {
                    say(out, "221 bye");
                    return;
                } else {
                    reply = "250 ok";
                }
                if (reply.equals(HANG_UP)) {
                    return;
                }
                say(out, reply);
            }
        } catch (IOException e) {
            // the client went away, which some tests want
        }
    }

    private static String next(Queue<String> replies, String otherwise) {
        String next = replies == null ? null : replies.poll();
        return next == null ? otherwise : next;
    }

    private static void say(BufferedWriter out, String line) throws IOException {
        out.write(line + "\r\n");
        out.flush();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
