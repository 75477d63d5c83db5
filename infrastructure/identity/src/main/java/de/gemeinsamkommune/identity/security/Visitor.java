package de.gemeinsamkommune.identity.security;

import de.gemeinsamkommune.identity.session.SignedIn;

/**
 * Who opens the page.
 *
 * @param who the sign-in, whole or by half
 * @param settingUp whether the role needs a factor and the person is just setting up the first
 * @param mayChange whether the sign-in is fresh and strong enough to change factors
 */
record Visitor(SignedIn who, boolean settingUp, boolean mayChange) {

    String person() {
        return who.person();
    }
}
