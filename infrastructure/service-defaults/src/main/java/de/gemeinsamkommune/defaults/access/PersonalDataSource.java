package de.gemeinsamkommune.defaults.access;

import de.gemeinsamkommune.defaults.access.PersonalData.Category;

import java.util.List;

/** A feature that holds something about people and says what. */
@FunctionalInterface
public interface PersonalDataSource {

    /**
     * {@return everything held about the person; each category also when it is empty}
     *
     * @param person id of the person
     */
    List<Category> about(String person);
}
