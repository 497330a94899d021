package dev.gamecluster.protocol.node;

import dev.gamecluster.protocol.Limits;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The primitive values of the binary protocol, written into one growing array that is reused from message to message. Used by
 * one thread. A value that the protocol cannot carry is a broken invariant of the sender and throws.
 */
final class BinaryWriter {
    /** Kinds of a number, two bits each. */
    static final int ZERO = 0;

    static final int THOUSANDTHS = 1;
    static final int FLOAT = 2;
    static final int DOUBLE = 3;

    /** Up to here thousandths take at most four bytes. */
    static final long THOUSANDTHS_LIMIT = 1 << 27;

    static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private static final int INITIAL_BYTES = 512;

    private byte[] array = new byte[INITIAL_BYTES];
    private int size;

    void reset() {
        size = 0;
    }

    int size() {
        return size;
    }

    byte[] toArray() {
        return Arrays.copyOf(array, size);
    }

    void octet(int value) {
        reserve(1);
        array[size++] = (byte) value;
    }

    void flag(boolean value) {
        octet(value ? 1 : 0);
    }

    /** All 64 bits, seven at a time, lowest first. */
    void unsigned(long value) {
        reserve(10);
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            array[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        array[size++] = (byte) rest;
    }

    /** A number that is never negative. */
    void count(long value) {
        if (value < 0) {
            throw new IllegalArgumentException("the protocol has no room for the negative count " + value);
        }
        unsigned(value);
    }

    /** The length of a list that the receiver bounds as well. */
    void length(int value, int limit, String what) {
        if (value > limit) {
            throw new IllegalArgumentException(value + " " + what + " are above the limit of " + limit);
        }
        count(value);
    }

    /** A signed number near zero. */
    void signed(long value) {
        unsigned(value << 1 ^ value >> 63);
    }

    void fixed32(int value) {
        reserve(4);
        INT.set(array, size, value);
        size += 4;
    }

    void fixed64(long value) {
        reserve(8);
        LONG.set(array, size, value);
        size += 8;
    }

    void fixedDouble(double value) {
        fixed64(Double.doubleToRawLongBits(value));
    }

    /** Two numbers in the fewest bytes that give back the same bits. */
    void vector(double x, double y) {
        int kindOfX = kindOf(x);
        int kindOfY = kindOf(y);
        octet(kindOfX | kindOfY << 2);
        component(kindOfX, x);
        component(kindOfY, y);
    }

    void scalar(double value) {
        int kind = kindOf(value);
        octet(kind);
        component(kind, value);
    }

    void text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        length(bytes.length, Limits.NODE_TEXT_BYTES, "bytes of the text " + text);
        reserve(bytes.length);
        System.arraycopy(bytes, 0, array, size, bytes.length);
        size += bytes.length;
    }

    private static int kindOf(double value) {
        long bits = Double.doubleToRawLongBits(value);
        if (bits == 0) {
            return ZERO;
        }
        long thousandths = Math.round(value * 1000);
        if (Math.abs(thousandths) < THOUSANDTHS_LIMIT && Double.doubleToRawLongBits(thousandths / 1000.0) == bits) {
            return THOUSANDTHS;
        }
        return Double.doubleToRawLongBits((float) value) == bits ? FLOAT : DOUBLE;
    }

    private void component(int kind, double value) {
        switch (kind) {
            case ZERO -> {}
            case THOUSANDTHS -> signed(Math.round(value * 1000));
            case FLOAT -> fixed32(Float.floatToRawIntBits((float) value));
            default -> fixedDouble(value);
        }
    }

    private void reserve(int more) {
        if (array.length - size < more) {
            array = Arrays.copyOf(array, Math.max(size + more, 2 * array.length));
        }
    }
}
