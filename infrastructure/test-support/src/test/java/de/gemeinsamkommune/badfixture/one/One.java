package de.gemeinsamkommune.badfixture.one;

import de.gemeinsamkommune.badfixture.two.Two;

public class One {
    Two two;
}
