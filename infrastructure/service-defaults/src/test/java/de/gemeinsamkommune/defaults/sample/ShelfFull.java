package de.gemeinsamkommune.defaults.sample;

class ShelfFull extends RuntimeException {

    final String shelf;

    ShelfFull(String shelf) {
        this.shelf = shelf;
    }
}
