package de.gemeinsamkommune.membership.person;

/** Keeps addresses of people who may not be in the network; told when somebody is erased. */
public interface AddressKeeper {

    /**
     * Forgets what has this address. Repeating it has no effect.
     *
     * @param key normalised, see {@link EmailAddress#key}
     */
    void forget(String key);
}
