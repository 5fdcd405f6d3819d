// SPDX-License-Identifier: Apache-2.0
package io.weir.shell.internal;

import java.util.List;
import java.util.stream.Collectors;

/** Prints lines of comma-separated values. Thread: any. Source: RFC 4180. */
final class Csv {
    /** What a spreadsheet takes for the start of a formula. */
    private static final String FORMULA = "=+-@";

    private Csv() {}

    static String line(List<String> fields) {
        return fields.stream().map(Csv::quoted).collect(Collectors.joining(","));
    }

    static String cells(List<Cell> row) {
        return line(row.stream().map(Csv::field).toList());
    }

    private static String field(Cell cell) {
        if (cell.value() instanceof Number number) {
            return Json.number(number);
        }
        if (cell.value() instanceof Boolean) {
            return cell.value().toString();
        }
        String text = cell.shown();
        return !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    private static String quoted(String field) {
        boolean plain = field.chars().noneMatch(c -> c == ',' || c == '"');
        return plain ? field : "\"" + field.replace("\"", "\"\"") + "\"";
    }
}
