package de.gemeinsamkommune.newsletter.subscription;

/** A link to what is held about an address is unknown, too old, or was used to delete it. */
final class DataLinkNotValid extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DataLinkNotValid() {
        super("The link is not valid", null, false, false);
    }
}
