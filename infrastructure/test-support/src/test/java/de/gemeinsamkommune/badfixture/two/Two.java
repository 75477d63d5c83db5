package de.gemeinsamkommune.badfixture.two;

import de.gemeinsamkommune.badfixture.one.One;

public class Two {
    One one;
}
