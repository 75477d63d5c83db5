package de.gemeinsamkommune.defaults;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * Which page is asked for: the query parameters {@code size} (1 to 200, 50 when absent) and {@code
 * cursor}. A controller method takes it as an argument; values out of bounds are answered with 400.
 *
 * @param size how many items at most, 1 to 200
 * @param cursor where to begin, null for the first page
 */
public record PageQuery(int size, @Nullable Cursor cursor) {

    /** Size of a page when the caller names none. */
    public static final int DEFAULT_SIZE = 50;

    /** Largest size a caller may ask for. */
    public static final int LARGEST_SIZE = 200;

    /**
     * Checks the bounds.
     *
     * @throws ProblemException 400 when the size is out of bounds
     */
    public PageQuery {
        if (size < 1 || size > LARGEST_SIZE) {
            throw sizeOutOfBounds();
        }
    }

    /**
     * Reads the two query parameters as they came.
     *
     * @throws ProblemException 400 when the size is no number or out of bounds, or the cursor is
     *     none
     */
    public static PageQuery of(@Nullable String size, @Nullable String cursor) {
        int number = DEFAULT_SIZE;
        if (size != null && !size.isEmpty()) {
            try {
                number = Integer.parseInt(size);
            } catch (NumberFormatException notANumber) {
                throw sizeOutOfBounds();
            }
        }
        return new PageQuery(number, Cursor.decode(cursor));
    }

    /** How many rows to read: one more than shown, to see whether there is a next page. */
    public int limit() {
        return size + 1;
    }

    private static ProblemException sizeOutOfBounds() {
        return Problems.of(HttpStatus.BAD_REQUEST, "page-size-out-of-bounds", 1, LARGEST_SIZE);
    }
}
