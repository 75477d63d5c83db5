package de.gemeinsamkommune.membership.municipality;

import de.gemeinsamkommune.defaults.Caller;

/** What municipalities ask of the people, whom another feature keeps. */
public interface MunicipalPeople {

    /** Returns when the caller still belongs to the network; otherwise throws what answers them. */
    void requireActing(Caller caller);

    /**
     * Ends what people do for a municipality; repeating it has no effect.
     *
     * @param municipality key of one that has left the network
     * @param by id of the person who had it leave
     */
    void release(String municipality, String by);
}
