package de.gemeinsamkommune.events.announcement;

/** Carries out the commands of the team on an event, in turn with the registrations for it. */
public interface Announcing {

    /**
     * Announces an event to everybody; harmless when repeated.
     *
     * @throws EventNotFound when there is none
     * @see Event#publish
     */
    Event publish(String event);

    /**
     * Changes the announcement, and lets waiting people move up when it offers more seats.
     *
     * @param revision the revision the editor saw
     * @throws EventNotFound when there is none
     * @see Event#change
     */
    Event change(String event, long revision, Announcement wanted);

    /**
     * Calls an event off, and cancels every live registration; harmless when repeated.
     *
     * @throws EventNotFound when there is none
     * @see Event#cancel
     */
    Event cancel(String event);
}
