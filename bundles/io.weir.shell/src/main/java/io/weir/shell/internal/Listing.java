// SPDX-License-Identifier: Apache-2.0
package io.weir.shell.internal;

import io.weir.api.InvalidInput;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.karaf.shell.support.table.Col;
import org.apache.karaf.shell.support.table.ShellTable;

/** Rows under column heads, printed as a table, JSON or CSV. Thread: confined to its command. */
final class Listing {
    private final List<Column> columns = new ArrayList<>();
    private final List<List<Cell>> rows = new ArrayList<>();
    private final String whenEmpty;

    private record Column(String head, String key, boolean right) {}

    /** Says {@code whenEmpty} in place of a table without rows. */
    Listing(String whenEmpty) {
        this.whenEmpty = whenEmpty;
    }

    /** A column of texts: its head for people, its name in JSON and CSV. */
    Listing column(String head, String key) {
        columns.add(new Column(head, key, false));
        return this;
    }

    /** A column of numbers. */
    Listing number(String head, String key) {
        columns.add(new Column(head, key, true));
        return this;
    }

    void row(Cell... cells) {
        rows.add(List.of(cells));
    }

    List<List<Cell>> rows() {
        return rows;
    }

    /** Prints as {@code table}, {@code json} or {@code csv}; a table without its lines and heads is {@code plain}. */
    void print(PrintStream out, String format, boolean plain) {
        switch (format) {
            case "table" -> table(out, plain);
            case "json" -> out.println(Json.text(objects()));
            case "csv" -> csv(out);
            default ->
                throw InvalidInput.of("output format", format, "unknown").suggest(List.of("table", "json", "csv"));
        }
    }

    private void table(PrintStream out, boolean plain) {
        if (rows.isEmpty() && !plain) {
            out.println(whenEmpty);
            return;
        }
        ShellTable table = new ShellTable();
        for (Column column : columns) {
            Col shown = table.column(column.head());
            if (column.right()) {
                shown.alignRight();
            }
        }
        for (List<Cell> row : rows) {
            table.addRow().addContent(row.stream().<Object>map(Cell::shown).toList());
        }
        table.print(out, !plain);
    }

    private List<Map<String, Object>> objects() {
        List<Map<String, Object>> objects = new ArrayList<>();
        for (List<Cell> row : rows) {
            Map<String, Object> object = new LinkedHashMap<>();
            for (int i = 0; i < columns.size(); i++) {
                object.put(columns.get(i).key(), row.get(i).value());
            }
            objects.add(object);
        }
        return objects;
    }

    private void csv(PrintStream out) {
        out.println(Csv.line(columns.stream().map(Column::key).toList()));
        rows.forEach(row -> out.println(Csv.cells(row)));
    }
}
