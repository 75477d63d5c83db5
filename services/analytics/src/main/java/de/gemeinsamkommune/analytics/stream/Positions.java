package de.gemeinsamkommune.analytics.stream;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How far a reader is in each partition of a topic.
 *
 * @param offsets of the next message, by partition from 0; none is negative
 */
record Positions(List<Long> offsets) {

    Positions {
        offsets = List.copyOf(offsets);
        if (offsets.stream().anyMatch(offset -> offset < 0)) {
            throw new IllegalArgumentException("an offset is negative");
        }
    }

    /** The beginning of a topic. */
    static Positions beginning(int partitions) {
        return new Positions(Collections.nCopies(partitions, 0L));
    }

    /**
     * Reads what {@link #text} wrote.
     *
     * @throws IllegalArgumentException when it is anything else, or for another number of
     *     partitions
     */
    static Positions parse(String text, int partitions) {
        List<Long> offsets = new ArrayList<>();
        for (String offset : text.split(",", -1)) {
            offsets.add(Long.parseLong(offset));
        }
        if (offsets.size() != partitions) {
            throw new IllegalArgumentException("another number of partitions");
        }
        return new Positions(offsets);
    }

    String text() {
        return String.join(",", offsets.stream().map(String::valueOf).toList());
    }

    long of(int partition) {
        return offsets.get(partition);
    }

    /** Whether any partition is read further here than there. */
    boolean anyBeyond(Positions others) {
        for (int partition = 0; partition < offsets.size(); partition++) {
            if (of(partition) > others.of(partition)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Shares out a page among the partitions up to their ends, so that none can starve another. The
     * same positions, end and size always give the same shares.
     *
     * @param end where each partition ends
     * @param size messages on the page, from 1
     * @return where to stop in each partition
     */
    Positions stops(Positions end, int size) {
        List<Long> stops = new ArrayList<>(offsets);
        long left = size;
        while (left > 0) {
            List<Integer> open = new ArrayList<>();
            for (int partition = 0; partition < stops.size(); partition++) {
                if (stops.get(partition) < end.of(partition)) {
                    open.add(partition);
                }
            }
            if (open.isEmpty()) {
                break;
            }
            long share = Math.max(1, left / open.size());
            for (int partition : open) {
                long more =
                        Math.min(Math.min(share, left), end.of(partition) - stops.get(partition));
                stops.set(partition, stops.get(partition) + more);
                left -= more;
            }
        }
        return new Positions(stops);
    }
}
