package de.gemeinsamkommune.identity.session;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;

import java.util.List;
import java.util.Objects;

/** A person who signed in; carries the bare id and nothing personal. */
public final class SignedIn extends AbstractAuthenticationToken {

    private static final long serialVersionUID = 1L;

    private final String person;
    private final String signIn;
    private final transient Proof proof;

    /**
     * Signs a person in.
     *
     * @param person id of the person
     * @param signIn id of this sign-in; session, authorizations and ID tokens that came of it carry
     *     it ({@code sid})
     * @param proof how and when the person showed who they are
     */
    public SignedIn(String person, String signIn, Proof proof) {
        super(List.of());
        this.person = person;
        this.signIn = signIn;
        this.proof = proof;
        setAuthenticated(true);
    }

    /** {@return id of the person} */
    public String person() {
        return person;
    }

    /** {@return id of this sign-in} */
    public String signIn() {
        return signIn;
    }

    /** {@return how and when the person showed who they are} */
    public Proof proof() {
        return proof;
    }

    /** {@return the same sign-in with another proof} */
    public SignedIn with(Proof now) {
        return new SignedIn(person, signIn, now);
    }

    @Override
    public @Nullable Object getCredentials() {
        return null;
    }

    @Override
    public Object getPrincipal() {
        return person;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SignedIn that
                && person.equals(that.person)
                && signIn.equals(that.signIn)
                && proof.equals(that.proof);
    }

    @Override
    public int hashCode() {
        return Objects.hash(person, signIn, proof);
    }
}
