package de.gemeinsamkommune.identity.session;

import org.bson.Document;

import java.util.Date;
import java.util.List;

/** Reads a proof as it was stored. */
public final class Proofs {

    private Proofs() {}

    /** {@return the proof in a document, unknown when it was written before proofs were kept} */
    public static Proof of(Document stored) {
        Date at = stored.getDate("provedAt");
        return at == null
                ? Proof.UNKNOWN
                : new Proof(at.toInstant(), stored.getList("methods", String.class, List.of()));
    }
}
