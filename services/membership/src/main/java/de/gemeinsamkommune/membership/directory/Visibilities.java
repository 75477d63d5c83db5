package de.gemeinsamkommune.membership.directory;

import static de.gemeinsamkommune.membership.directory.Visibility.MEMBERS;
import static de.gemeinsamkommune.membership.directory.Visibility.TEAM;

/** Who sees which field, once a person is listed. */
public record Visibilities(
        Visibility name,
        Visibility email,
        Visibility municipality,
        Visibility position,
        Visibility telephone,
        Visibility topics,
        Visibility experience) {

    /** What a person begins with who chooses to be listed: enough to be found by colleagues. */
    public static final Visibilities PROPOSED =
            new Visibilities(MEMBERS, TEAM, MEMBERS, TEAM, TEAM, MEMBERS, TEAM);

    Visibility of(Field field) {
        return switch (field) {
            case NAME -> name;
            case EMAIL -> email;
            case MUNICIPALITY -> municipality;
            case POSITION -> position;
            case TELEPHONE -> telephone;
            case TOPICS -> topics;
            case EXPERIENCE -> experience;
        };
    }
}
