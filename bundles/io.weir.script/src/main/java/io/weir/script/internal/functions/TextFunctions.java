// SPDX-License-Identifier: Apache-2.0
package io.weir.script.internal.functions;

import io.weir.api.InvalidInput;
import io.weir.api.script.ScriptFunction;
import io.weir.api.time.Timeline;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** Functions that make texts of numbers, dates and texts. Thread: any. */
public final class TextFunctions {
    private static final String ISO = "yyyy-MM-dd'T'HH:mm:ssXXX";

    private final Timeline timeline;

    public TextFunctions(Timeline timeline) {
        this.timeline = timeline;
    }

    public List<ScriptFunction> rows() {
        return new Rows()
                .row(
                        "formatNumber(number: number, pattern: string): string",
                        "A number as a pattern of java.text.DecimalFormat shows it: #,##0.0",
                        (script, a) -> formatNumber(a))
                .row(
                        "formatDate(date?: any, pattern?: string): string",
                        "A Date, or ms since 1970, as a pattern of java.time.format.DateTimeFormatter shows it in the"
                                + " machine's time zone; now and ISO 8601 if not told otherwise",
                        (script, a) -> formatDate(a))
                .row("md5(text: string): string", "The MD5 of a text's UTF-8 bytes, in hex", (script, a) -> md5(a))
                .list();
    }

    private static String formatNumber(Arguments a) {
        try {
            return new DecimalFormat(a.text(1), DecimalFormatSymbols.getInstance(Locale.US))
                    .format(a.number(0, Double.NaN));
        } catch (IllegalArgumentException bad) {
            throw InvalidInput.of("pattern", a.text(1), bad.getMessage());
        }
    }

    private String formatDate(Arguments a) {
        String pattern = a.has(1) ? a.text(1) : ISO;
        try {
            return DateTimeFormatter.ofPattern(pattern, Locale.US)
                    .withZone(ZoneId.systemDefault())
                    .format(instant(a));
        } catch (IllegalArgumentException | DateTimeException bad) {
            throw InvalidInput.of("pattern", pattern, bad.getMessage());
        }
    }

    // a Date arrives as its JSON, which is ISO 8601
    private Instant instant(Arguments a) {
        if (!a.has(0)) {
            return Instant.ofEpochMilli(timeline.millis());
        }
        try {
            return a.value(0) instanceof String text && text.indexOf('T') > 0
                    ? Instant.parse(text)
                    : Instant.ofEpochMilli((long) a.number(0, 0));
        } catch (DateTimeException bad) {
            throw InvalidInput.of(a.function(), a.text(0), "no date: " + bad.getMessage());
        }
    }

    private static String md5(Arguments a) {
        try {
            byte[] digest = MessageDigest.getInstance("MD5").digest(a.text(0).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
