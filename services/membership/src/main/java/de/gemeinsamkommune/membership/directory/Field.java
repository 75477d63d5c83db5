package de.gemeinsamkommune.membership.directory;

/** What of a person is shown to others by the person's own choice. */
enum Field {
    NAME,
    EMAIL,
    MUNICIPALITY,
    POSITION,
    TELEPHONE,
    TOPICS,
    EXPERIENCE
}
