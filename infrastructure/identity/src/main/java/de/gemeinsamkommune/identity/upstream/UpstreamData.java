package de.gemeinsamkommune.identity.upstream;

import de.gemeinsamkommune.defaults.access.PersonalData.Category;
import de.gemeinsamkommune.defaults.access.PersonalDataSource;

import org.springframework.stereotype.Component;

import java.util.List;

/** Tells a person to which upstream issuer their sign-in is linked, and since when. */
@Component
class UpstreamData implements PersonalDataSource {

    private final UpstreamLinks links;

    UpstreamData(UpstreamLinks links) {
        this.links = links;
    }

    @Override
    public List<Category> about(String person) {
        return List.of(
                new Category(
                        "upstream-links",
                        "sign-in",
                        "GDPR 6(1)(f)",
                        "until-erasure",
                        List.of(),
                        false,
                        links.about(person)));
    }
}
