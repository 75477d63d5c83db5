package de.gemeinsamkommune.standalone;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the person at the console reads once the network serves; every line can be copied. */
final class Welcome {

    private final Network network;
    private final PrintWriter out;

    Welcome(Network network, PrintWriter out) {
        this.network = network;
        this.out = out;
    }

    void print() throws InterruptedException {
        String url = network.publicUrl();
        out.println();
        out.println("  Open in the browser   " + url);
        if (network.mailPage()) {
            out.println("  Read all mails        " + url + "/mail");
        } else if (network.mailSink()) {
            out.println("  Mails                 are thrown away: set SMTP_HOST to have them sent");
        }
        out.println("  Interfaces (OpenAPI)  " + url + "/schnittstellen");
        out.println(
                "  Streams               " + url + "/api/streams, Kafka: " + network.bootstrap());
        out.println("  Data                  " + network.data().path());
        out.println("  Logs                  " + network.data().logs());
        out.println();
        try (InternalCalls calls = new InternalCalls(network)) {
            if (network.demo()) {
                demoPeople(calls.demoPeople());
            } else {
                administrator(calls);
            }
        } catch (IOException failure) {
            out.println("  Who can sign in could not be found out: " + failure.getMessage());
        }
        out.println();
        out.println("End it with Ctrl-C.");
        out.flush();
    }

    private void demoPeople(List<InternalCalls.DemoPerson> people) {
        String url = network.publicUrl();
        out.println("Sign in at " + url + "/anmelden with one of these addresses (demo people);");
        out.println("the link to follow is in the mail:");
        Set<String> roles = new LinkedHashSet<>();
        for (InternalCalls.DemoPerson person : people) {
            String role = kebab(person.role());
            if (roles.add(role)) {
                out.println(String.format("  %-14s %-42s %s", role, person.email(), person.name()));
            }
        }
        out.println();
        out.println("An API token for a role, valid for an hour:");
        for (String role : roles) {
            out.println("  curl -sX POST '" + url + "/identity/demo/token?role=" + role + "'");
        }
    }

    private void administrator(InternalCalls calls) throws IOException, InterruptedException {
        Optional<String> email = network.administrator();
        if (email.isEmpty()) {
            out.println("ADMINISTRATOR_EMAIL invites the first administrator.");
            return;
        }
        Optional<String> link = calls.invitation(email.get());
        if (link.isPresent()) {
            out.println("The first administrator signs in by this link, which works once:");
            out.println("  " + link.get());
        }
    }

    /** {@return the role as in the address of the token, whatever way membership writes it} */
    private static String kebab(String role) {
        return role.toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
