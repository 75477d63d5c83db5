package de.gemeinsamkommune.messaging;

/** What a consumer does with a message: a projection's update or a reaction's effect. */
interface Handler {

    /** What became of a message. */
    enum Outcome {
        /** It had its effect. */
        APPLIED,
        /** It was known already. */
        REPEATED
    }

    /** Handles a message or throws; nothing is half done when it throws. */
    Outcome handle(Message message);
}
