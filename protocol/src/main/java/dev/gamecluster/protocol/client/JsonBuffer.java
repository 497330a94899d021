package dev.gamecluster.protocol.client;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes JSON as UTF-8 bytes into one growing array, without an object per value. Used by one thread. */
final class JsonBuffer {
    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 16;
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
        reserve(Digits.NUMBER_BYTES);
        size = Digits.unsigned(array, size, value);
        return this;
    }

    /** Metres or metres per second, rounded to thousandths, half away from zero, with one to three decimals. */
    JsonBuffer thousandths(double value) {
        if (!(Math.abs(value) < Digits.THOUSANDTHS_LIMIT)) {
            return plain(value);
        }
        reserve(Digits.NUMBER_BYTES);
        size = Digits.thousandths(array, size, value);
        return this;
    }

    /** All users of a list, with commas between them. */
    JsonBuffer users(UserList users) {
        for (int index = 0; index < users.size(); index++) {
            reserve(UserJson.USER_BYTES);
            if (index > 0) {
                array[size++] = ',';
            }
            if (UserJson.isPlain(users, index)) {
                size = UserJson.write(array, size, users, index);
            } else {
                UserJson.writeAny(this, users, index);
            }
        }
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

    private JsonBuffer plain(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(value + " is not a number that JSON knows");
        }
        return raw(bytes(new BigDecimal(value).setScale(1, RoundingMode.HALF_UP).toPlainString()));
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
}
