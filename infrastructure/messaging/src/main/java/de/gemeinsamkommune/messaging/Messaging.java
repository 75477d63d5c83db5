package de.gemeinsamkommune.messaging;

import com.mongodb.client.MongoDatabase;

import java.time.Clock;

/** What a service builds on: stores for its aggregates, views of its projections, its database. */
public final class Messaging {

    private final MongoDatabase database;
    private final long epoch;
    private final Clock clock;
    private final Traces traces;
    private final Relay relay;

    Messaging(MongoDatabase database, long epoch, Clock clock, Traces traces, Relay relay) {
        this.database = database;
        this.epoch = epoch;
        this.clock = clock;
        this.traces = traces;
        this.relay = relay;
    }

    /**
     * Opens the store of one kind of aggregate. To be called once for each, at start.
     *
     * @param collection name of the collection in the service's database
     * @param state the state, a record the driver's record codec can write
     * @param topic topic of its messages, declared in {@code infrastructure/kafka/topics.yaml}
     */
    public <S extends Record> AggregateStore<S> aggregates(
            String collection, Class<S> state, String topic) {
        if (Topics.declared().stream().noneMatch(declared -> declared.name().equals(topic))) {
            throw new IllegalArgumentException("Topic " + topic + " is not declared");
        }
        AggregateStore<S> store =
                new AggregateStore<>(
                        database.getCollection(collection),
                        state,
                        topic,
                        epoch,
                        clock,
                        traces,
                        relay);
        relay.register(store);
        return store;
    }

    /** {@return a reader of the projection's documents} */
    public <S extends Record> ProjectionView<S> view(Projection<S> projection) {
        return new ProjectionView<>(database.getCollection(projection.name()), projection.type());
    }

    /**
     * {@return the service's own database: writes are acknowledged by a majority and journalled,
     * records are written by codec, UUIDs in standard form}
     */
    public MongoDatabase database() {
        return database;
    }
}
