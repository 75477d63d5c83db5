package de.gemeinsamkommune.membership.register;

/**
 * How a file differs from the register there is.
 *
 * @param added units that are new
 * @param changed units of which a fact changed
 * @param ended units the file no longer has
 * @param unchanged units that stay as they are
 */
public record Counts(int added, int changed, int ended, int unchanged) {

    boolean nothing() {
        return added + changed + ended == 0;
    }
}
