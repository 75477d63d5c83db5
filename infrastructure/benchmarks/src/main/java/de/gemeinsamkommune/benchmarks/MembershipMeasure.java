package de.gemeinsamkommune.benchmarks;

import com.mongodb.client.MongoDatabase;

import org.springframework.context.ApplicationContext;

/** Something measured of a running membership service. */
interface MembershipMeasure {

    /**
     * The service, and its database without anything around it.
     *
     * @param service the running service
     * @param bare its database, by a client of its own
     * @param real whether the store is a real one, with indexes that count
     */
    record Membership(ApplicationContext service, MongoDatabase bare, boolean real) {}

    /** Measures and prints the figures with what was asked. */
    void measure(Membership membership) throws Exception;
}
