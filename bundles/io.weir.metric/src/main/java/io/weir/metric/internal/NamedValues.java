// SPDX-License-Identifier: Apache-2.0
package io.weir.metric.internal;

import io.weir.api.metric.MetricId;
import io.weir.api.metric.Reading;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Values that carry their own name: of users' programs, and what other bundles publish. At most {@value #MOST} a data
 * source.
 *
 * <p>Thread: confined to the shard. Nothing is allocated while names and texts stay as they are.
 */
final class NamedValues {
    static final int MOST = 512;

    /** A value. */
    static final class Cell {
        final MetricId id;
        final Clock clock = new Clock();
        boolean isText;
        double number = Double.NaN;
        String text = "";
        boolean hasTextRoom;
        long counter = Block.UNKNOWN;

        private Names.Seen seen;

        Cell(MetricId id, Names.Seen seen) {
            this.id = id;
            this.seen = seen;
        }

        /** Notes that there was a value. */
        void seen(long millis) {
            seen.millis = millis;
        }

        boolean isAbsent() {
            return isText ? text.isEmpty() : Double.isNaN(number);
        }

        Value value() {
            return new Value(id, isText, isText ? Double.NaN : number, isText ? text : "", clock.updated());
        }
    }

    private static final Cell[] NO_CELLS = {};
    /** Of a cell with its name and its places. */
    private static final long CELL_BYTES = 320;

    private final Names names;
    private final Room room;
    private Map<MetricId, Cell> cells = Map.of();
    /** The cells in the order of the last sample: the next one most likely has the same. */
    private Cell[] order = NO_CELLS;

    NamedValues(Names names, Room room) {
        this.names = names;
        this.room = room;
    }

    /** The cell of a metric; null when there is no room for one more. */
    Cell cell(MetricId id) {
        Cell cell = cells.get(id);
        return cell == null ? add(id) : cell;
    }

    private Cell add(MetricId id) {
        if (cells.size() == MOST || !room.take(CELL_BYTES)) {
            return null;
        }
        if (cells.isEmpty()) {
            cells = new HashMap<>();
        }
        Cell cell = new Cell(id, names.of(id.name()));
        cells.put(id, cell);
        return cell;
    }

    /** The cell of the metric that bytes name, at a place in the order of a sample; null when there is no room for one more. */
    Cell cell(int place, byte[] bytes, int offset, int length) {
        if (place < order.length && order[place] != null && Text.same(order[place].id.name(), bytes, offset, length)) {
            return order[place];
        }
        Cell cell = cell(new MetricId(Text.of(bytes, offset, length)));
        if (cell != null && place < MOST) {
            if (place >= order.length) {
                order = Arrays.copyOf(order, Math.min(MOST, place + 8));
            }
            order[place] = cell;
        }
        return cell;
    }

    /** Sets a cell's text, unless there is no room for texts. */
    boolean text(Cell cell, String text) {
        if (!cell.hasTextRoom && !room.take(Text.MOST_BYTES)) {
            return false;
        }
        cell.hasTextRoom = true;
        cell.text = text;
        return true;
    }

    Optional<Reading> find(MetricId metric) {
        Cell cell = cells.get(metric);
        return cell == null || cell.isAbsent() ? Optional.empty() : Optional.of(cell.value());
    }

    void all(Collection<? super Reading> into) {
        for (Cell cell : cells.values()) {
            if (!cell.isAbsent()) {
                into.add(cell.value());
            }
        }
    }

    void expire(long now) {
        if (!cells.isEmpty() && cells.values().removeIf(cell -> cell.clock.expired(now) && left(cell))) {
            order = NO_CELLS;
        }
        for (Cell cell : cells.values()) {
            cell.seen = names.again(cell.id.name(), cell.seen);
        }
    }

    private boolean left(Cell cell) {
        room.give(CELL_BYTES + (cell.hasTextRoom ? Text.MOST_BYTES : 0));
        return true;
    }

    /** Gives back the room of all. */
    void close() {
        cells.values().forEach(this::left);
    }

    boolean isEmpty() {
        return cells.isEmpty();
    }
}
