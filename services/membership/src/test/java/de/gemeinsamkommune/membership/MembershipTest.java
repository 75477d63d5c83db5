package de.gemeinsamkommune.membership;

import de.gemeinsamkommune.testsupport.ServiceTest;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** A test of the whole service with demo data; all of them share one context. */
@Retention(RetentionPolicy.RUNTIME)
@ServiceTest(
        application = MembershipApplication.class,
        properties = {"DEMO=true", "LOG_LEVEL=WARN"})
public @interface MembershipTest {}
