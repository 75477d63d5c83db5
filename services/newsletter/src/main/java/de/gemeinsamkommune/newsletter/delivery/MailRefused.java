package de.gemeinsamkommune.newsletter.delivery;

/** The mail server refused this mail for good; carries its reply code without its text. */
final class MailRefused extends Exception {

    private static final long serialVersionUID = 1L;

    private final String reply;

    MailRefused(String reply) {
        super("The mail server refused the mail: " + reply);
        this.reply = reply;
    }

    String reply() {
        return reply;
    }
}
