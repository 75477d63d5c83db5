package de.gemeinsamkommune.benchmarks;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;

import de.gemeinsamkommune.embedded.EmbeddedKafka;
import de.gemeinsamkommune.embedded.EmbeddedMongo;
import de.gemeinsamkommune.messaging.Topics;

import java.nio.file.Path;

/** What the services stand on, in a process of its own: broker with topics, store, mail server. */
final class BrokerAndStore {

    static final String READY = "Ready: ";

    private BrokerAndStore() {}

    /** Takes the folder for the data; says where it serves and ends with its standard input. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("broker"), 0, 0);
                EmbeddedMongo mongo =
                        EmbeddedMongo.start(folder.resolve("store").resolve("store.mv"), 0)) {
            mail.start();
            Topics.declare(kafka.bootstrap());
            System.out.println(
                    READY
                            + String.join(
                                    " ",
                                    kafka.bootstrap(),
                                    mongo.uri(),
                                    String.valueOf(mail.getSmtp().getPort())));
            while (System.in.read() != -1) {
                // whoever started this says nothing until it ends
            }
        } finally {
            mail.stop();
        }
    }
}
