package de.gemeinsamkommune.identity.settings;

/** This installation must not start as it is set; the message says in a sentence what to change. */
public final class StartRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Refuses.
     *
     * @param sentence what is wrong and what to set instead, without the secret itself
     */
    public StartRefused(String sentence) {
        super(sentence);
    }
}
