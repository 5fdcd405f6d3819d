// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal.keys;

import io.weir.api.InvalidInput;
import io.weir.api.flow.BoundKey;
import io.weir.api.flow.KeyFunction;
import io.weir.api.flow.KeyFunction.Arguments;
import io.weir.api.flow.KeyType;
import io.weir.api.flow.KeyValue;
import io.weir.flow.internal.Literal;
import io.weir.flow.internal.Printing;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Key functions that need nothing but their arguments. */
public final class KeyFunctions {
    private KeyFunctions() {}

    public static List<KeyFunction> rows() {
        return List.of(
                new KeyFunction(
                        "or",
                        "or:<key>:<key>[:…]",
                        "The first of the keys that the sample has; the last argument may be a text.",
                        KeyFunctions::or),
                new KeyFunction(
                        "null",
                        "null:<key>[:<text>]",
                        "The key, or a text (null) when the sample has it not.",
                        KeyFunctions::orNull),
                new KeyFunction(
                        "if",
                        "if:<key>:<value>:<then>:<else>",
                        "One key when the first reads as the value, else the other, which may be a text.",
                        KeyFunctions::choice),
                new KeyFunction("eq", "eq:<key>:<key>", "Whether two keys are the same.", KeyFunctions::equal),
                new KeyFunction(
                        "range",
                        "range:<key>:<min>[:<max>]",
                        "Whether a number is in a range, its ends included; either may be left empty.",
                        KeyFunctions::range),
                new KeyFunction(
                        "bits",
                        "bits:<key>:<mask>",
                        "The bits of a number that a decimal mask has.",
                        KeyFunctions::bits),
                new KeyFunction(
                        "mask",
                        "mask:<key>:<bits>[:<bits6>]",
                        "The network of an address, of so many bits.",
                        KeyFunctions::mask),
                new KeyFunction("concat", "concat:<separator>:<key>[:…]", "The keys, joined.", KeyFunctions::concat),
                new KeyFunction(
                        "prefix",
                        "prefix:<key>:<delimiter>:<n>",
                        "The first n parts of a text.",
                        arguments -> TextParts.prefix(arguments.key(0), arguments.text(1), count(arguments))),
                new KeyFunction(
                        "suffix",
                        "suffix:<key>:<delimiter>:<n>",
                        "The last n parts of a text; an empty last part counts.",
                        arguments -> TextParts.suffix(arguments.key(0), arguments.text(1), count(arguments))),
                new KeyFunction(
                        "first",
                        "first:<key>:<delimiter>:<text>[:…]",
                        "Whichever of some texts comes first among the parts of a text.",
                        KeyFunctions::first),
                new KeyFunction(
                        "uri",
                        "uri:<key>:<part>",
                        "A part of a URL: normalized, scheme, user, authority, host, port, path, file, extension,"
                                + " query, fragment, isabsolute, isopaque.",
                        arguments -> {
                            arguments.expect(2, 2);
                            return new UriPart(arguments.key(0), UriPart.Part.parse(arguments.text(1)));
                        }));
    }

    private static int count(Arguments arguments) {
        arguments.expect(3, 3);
        return (int) number(arguments.text(2), 1, 1000);
    }

    private static long number(String text, long least, long most) {
        try {
            long number = Long.parseLong(text.strip());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw InvalidInput.of("argument", text, "not a whole number from " + least + " to " + most);
    }

    private static BoundKey or(Arguments arguments) {
        arguments.expect(1, 64);
        BoundKey[] keys = new BoundKey[arguments.count()];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = i > 0 && i == keys.length - 1 ? arguments.keyOr(i, FirstOf::text) : arguments.key(i);
        }
        return new FirstOf(keys);
    }

    private static BoundKey orNull(Arguments arguments) {
        arguments.expect(1, 2);
        BoundKey key = arguments.key(0);
        return new FirstOf(key, arguments.count() > 1 ? arguments.keyOr(1, FirstOf::text) : FirstOf.text("null"));
    }

    private static BoundKey choice(Arguments arguments) {
        arguments.expect(3, 4);
        BoundKey key = arguments.key(0);
        Literal value = new Literal(arguments.text(1));
        BoundKey then = arguments.key(2);
        BoundKey otherwise = arguments.count() > 3 ? arguments.keyOr(3, FirstOf::text) : (sample, out) -> false;
        KeyValue tested = new KeyValue();
        return (sample, out) -> key.extract(sample, tested) && value.matches(tested)
                ? then.extract(sample, out)
                : otherwise.extract(sample, out);
    }

    private static BoundKey equal(Arguments arguments) {
        arguments.expect(2, 2);
        BoundKey one = arguments.key(0);
        BoundKey other = arguments.key(1);
        KeyValue a = new KeyValue();
        KeyValue b = new KeyValue();
        byte[] textA = new byte[Printing.LONGEST];
        byte[] textB = new byte[Printing.LONGEST];
        return (sample, out) -> {
            if (!one.extract(sample, a) || !other.extract(sample, b)) {
                return false;
            }
            boolean same = a.type() == b.type() && a.type() != KeyType.TEXT
                    ? a.low() == b.low() && a.high() == b.high()
                    : Arrays.equals(textA, 0, Printing.print(a, textA, 0), textB, 0, Printing.print(b, textB, 0));
            return out.set(KeyType.BOOLEAN, same ? 1 : 0);
        };
    }

    private static BoundKey range(Arguments arguments) {
        arguments.expect(2, 3);
        BoundKey key = arguments.key(0);
        boolean open = arguments.count() < 3 || arguments.text(2).isEmpty();
        long least = arguments.text(1).isEmpty()
                ? Long.MIN_VALUE
                : number(arguments.text(1), Long.MIN_VALUE, Long.MAX_VALUE);
        long most = open ? Long.MAX_VALUE : number(arguments.text(2), Long.MIN_VALUE, Long.MAX_VALUE);
        return (sample, out) -> key.extract(sample, out)
                && Numbers.numeric(out)
                && out.set(KeyType.BOOLEAN, Numbers.of(out) >= least && Numbers.of(out) <= most ? 1 : 0);
    }

    private static BoundKey bits(Arguments arguments) {
        arguments.expect(2, 2);
        BoundKey key = arguments.key(0);
        long mask = number(arguments.text(1), 0, Long.MAX_VALUE);
        return (sample, out) ->
                key.extract(sample, out) && Numbers.numeric(out) && out.set(KeyType.INTEGER, Numbers.of(out) & mask);
    }

    private static BoundKey mask(Arguments arguments) {
        arguments.expect(2, 3);
        BoundKey key = arguments.key(0);
        int first = (int) number(arguments.text(1), 0, 128);
        int bits6 = arguments.count() > 2 ? (int) number(arguments.text(2), 0, 128) : first;
        int bits4 = Math.min(32, first);
        return (sample, out) -> key.extract(sample, out) && Numbers.network(out, bits4, bits6);
    }

    private static BoundKey concat(Arguments arguments) {
        arguments.expect(2, 64);
        byte[] separator = arguments.text(0).getBytes(StandardCharsets.UTF_8);
        BoundKey[] keys = new BoundKey[arguments.count() - 1];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = arguments.key(i + 1);
        }
        KeyValue part = new KeyValue();
        int longest = keys.length * (Printing.LONGEST + separator.length);
        return (sample, out) -> {
            byte[] room = out.scratch(longest);
            int end = 0;
            for (int i = 0; i < keys.length; i++) {
                if (!keys[i].extract(sample, part)) {
                    return false;
                }
                if (i > 0) {
                    System.arraycopy(separator, 0, room, end, separator.length);
                    end += separator.length;
                }
                end = Printing.print(part, room, end);
            }
            return out.set(room, 0, end);
        };
    }

    private static BoundKey first(Arguments arguments) {
        arguments.expect(3, 64);
        byte[][] wanted = new byte[arguments.count() - 2][];
        for (int i = 0; i < wanted.length; i++) {
            wanted[i] = arguments.text(i + 2).getBytes(StandardCharsets.UTF_8);
        }
        return TextParts.first(arguments.key(0), arguments.text(1), wanted);
    }
}
