package de.gemeinsamkommune.identity.token;

/** Another place somebody is signed in at with the same browser, to be left as well. */
@FunctionalInterface
public interface SignOutElsewhere {

    /**
     * {@return where the browser goes, so that it signs out there and then goes on}
     *
     * @param target where it goes on at last
     */
    String then(String target);
}
