package de.gemeinsamkommune.newsletter.letter;

/** The Markdown nests quotes, lists or emphasis deeper than can be rendered. */
public final class MarkdownTooDeep extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MarkdownTooDeep() {
        super("The Markdown nests too deep");
    }
}
