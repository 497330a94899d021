package dev.gamecluster.protocol.client;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes JSON as UTF-8 bytes into one growing array, without an object per value. Used by one thread.
 *
 * <p>Numbers are written as digits straight into the array, two at a time from the back. A coordinate is rounded to whole
 * thousandths first and then written as an integer with a point, so that no exponent and no negative zero can appear.
 */
final class JsonBuffer {
    /** Room that one number needs at most: sign, 20 digits, point. */
    private static final int NUMBER_BYTES = 24;
    /** Beyond, thousandths do not fit a long with certainty. */
    private static final double THOUSANDTHS_LIMIT = 9e12;

    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 16;
    private static final byte[] PAIRS = pairs();
    private static final byte[] HEXADECIMAL = bytes("0123456789abcdef");

    private byte[] array;
    private int size;

    JsonBuffer(int expected) {
        array = new byte[Math.max(64, expected)];
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    byte[] toArray() {
        return size == array.length ? array : Arrays.copyOf(array, size);
    }

    JsonBuffer raw(byte[] bytes) {
        reserve(bytes.length);
        System.arraycopy(bytes, 0, array, size, bytes.length);
        size += bytes.length;
        return this;
    }

    JsonBuffer raw(char ascii) {
        reserve(1);
        array[size++] = (byte) ascii;
        return this;
    }

    JsonBuffer number(long value) {
        if (value >= 0) {
            return unsigned(value);
        }
        raw('-');
        return unsigned(-value);
    }

    JsonBuffer unsigned(long value) {
        reserve(NUMBER_BYTES);
        if (value < 0) {
            long tenth = Long.divideUnsigned(value, 10);
            digits(tenth);
            array[size++] = (byte) ('0' + (value - 10 * tenth));
        } else {
            digits(value);
        }
        return this;
    }

    /** Metres or metres per second, rounded to thousandths, half away from zero, with one to three decimals. */
    JsonBuffer thousandths(double value) {
        double magnitude = Math.abs(value);
        if (!(magnitude < THOUSANDTHS_LIMIT)) {
            return plain(value);
        }
        long thousandths = (long) (magnitude * 1000 + 0.5);
        reserve(NUMBER_BYTES);
        if (value < 0 && thousandths != 0) {
            array[size++] = '-';
        }
        long whole = thousandths / 1000;
        digits(whole);
        fraction((int) (thousandths - 1000 * whole));
        return this;
    }

    /** A number as a client sends it: shortest text that reads back as the same double; integral ones without a point. */
    JsonBuffer shortest(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(value + " is not a number that JSON knows");
        }
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return number((long) value);
        }
        return raw(bytes(Double.toString(value)));
    }

    JsonBuffer string(String text) {
        raw('"');
        for (int index = 0; index < text.length(); index++) {
            index += character(text, index);
        }
        return raw('"');
    }

    private void fraction(int thousandths) {
        array[size++] = '.';
        int hundreds = thousandths / 100;
        array[size++] = (byte) ('0' + hundreds);
        int rest = thousandths - 100 * hundreds;
        if (rest != 0) {
            array[size++] = PAIRS[2 * rest];
            byte last = PAIRS[2 * rest + 1];
            if (last != '0') {
                array[size++] = last;
            }
        }
    }

    private JsonBuffer plain(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(value + " is not a number that JSON knows");
        }
        return raw(bytes(new BigDecimal(value).setScale(1, RoundingMode.HALF_UP).toPlainString()));
    }

    /** The digits of a value that is not negative; the room is reserved. */
    private void digits(long value) {
        int at = size + digitCount(value);
        size = at;
        long large = value;
        while (large > Integer.MAX_VALUE) {
            long hundredth = large / 100;
            at = pair(at, (int) (large - 100 * hundredth));
            large = hundredth;
        }
        int small = (int) large;
        while (small >= 100) {
            int hundredth = small / 100;
            at = pair(at, small - 100 * hundredth);
            small = hundredth;
        }
        if (small >= 10) {
            pair(at, small);
        } else {
            array[at - 1] = (byte) ('0' + small);
        }
    }

    private int pair(int end, int value) {
        array[end - 1] = PAIRS[2 * value + 1];
        array[end - 2] = PAIRS[2 * value];
        return end - 2;
    }

    private static int digitCount(long value) {
        int count = 1;
        for (long bound = 10; count < 19 && value >= bound; bound *= 10) {
            count++;
        }
        return count;
    }

    /** Writes the character at {@code index}; returns how many further chars it took. */
    private int character(String text, int index) {
        char first = text.charAt(index);
        reserve(6);
        if (first == '"' || first == '\\') {
            array[size++] = '\\';
            array[size++] = (byte) first;
        } else if (first < ' ') {
            escape(first);
        } else if (first < 0x80) {
            array[size++] = (byte) first;
        } else {
            return beyondAscii(text, index);
        }
        return 0;
    }

    private void escape(char control) {
        raw('\\').raw('u').raw('0').raw('0');
        array[size++] = HEXADECIMAL[control >> 4];
        array[size++] = HEXADECIMAL[control & 0xf];
    }

    private int beyondAscii(String text, int index) {
        int point = text.codePointAt(index);
        if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
            point = 0xfffd; // half of a pair: no UTF-8 for that
        }
        if (point < 0x800) {
            array[size++] = (byte) (0xc0 | point >> 6);
        } else if (point < 0x10000) {
            array[size++] = (byte) (0xe0 | point >> 12);
            array[size++] = (byte) (0x80 | point >> 6 & 0x3f);
        } else {
            array[size++] = (byte) (0xf0 | point >> 18);
            array[size++] = (byte) (0x80 | point >> 12 & 0x3f);
            array[size++] = (byte) (0x80 | point >> 6 & 0x3f);
        }
        array[size++] = (byte) (0x80 | point & 0x3f);
        return point < 0x10000 ? 0 : 1;
    }

    private void reserve(int more) {
        if (array.length - size < more) {
            grow((long) size + more);
        }
    }

    private void grow(long needed) {
        if (needed > LARGEST_ARRAY) {
            throw new IllegalStateException("an answer of more than " + LARGEST_ARRAY + " bytes cannot be encoded");
        }
        array = Arrays.copyOf(array, (int) Math.min(LARGEST_ARRAY, Math.max(needed, 2L * array.length)));
    }

    private static byte[] pairs() {
        byte[] pairs = new byte[200];
        for (int value = 0; value < 100; value++) {
            pairs[2 * value] = (byte) ('0' + value / 10);
            pairs[2 * value + 1] = (byte) ('0' + value % 10);
        }
        return pairs;
    }
}
