package dev.gamecluster.protocol.zmtp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that wait to be sent, in one growing array with a bound. Used by one thread. */
public final class OutputBuffer {
    private static final int FIRST_BYTES = 256;
    private static final int NUMBER_BYTES = 20;

    private final int limit;
    private byte[] bytes = new byte[FIRST_BYTES];
    private int size;
    private boolean overflowed;

    /** @param limit bytes; what would go beyond is not taken, see {@link #isOverflowed} */
    public OutputBuffer(int limit) {
        this.limit = limit;
    }

    public int size() {
        return size;
    }

    /** The bytes, {@link #size} of them; valid until the next write. */
    public byte[] array() {
        return bytes;
    }

    /** Whether something did not fit: what is in here is then incomplete, and the connection has to be given up. */
    public boolean isOverflowed() {
        return overflowed;
    }

    public void clear() {
        size = 0;
    }

    /** Forgets the first bytes. */
    public void remove(int count) {
        System.arraycopy(bytes, count, bytes, 0, size - count);
        size -= count;
    }

    public OutputBuffer put(int octet) {
        if (reserve(1)) {
            bytes[size++] = (byte) octet;
        }
        return this;
    }

    public OutputBuffer put(byte[] source) {
        return put(source, 0, source.length);
    }

    public OutputBuffer put(byte[] source, int offset, int length) {
        if (reserve(length)) {
            System.arraycopy(source, offset, bytes, size, length);
            size += length;
        }
        return this;
    }

    public OutputBuffer ascii(String text) {
        return put(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Decimal digits. */
    public OutputBuffer decimal(long value) {
        if (!reserve(NUMBER_BYTES)) {
            return this;
        }
        if (value < 0) {
            bytes[size++] = '-';
        }
        long rest = Math.abs(value);
        int digits = 1;
        for (long bound = rest / 10; bound > 0; bound /= 10) {
            digits++;
        }
        for (int at = size + digits - 1; at >= size; at--) {
            bytes[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        size += digits;
        return this;
    }

    /** A number of thousandths with its point and three decimals: -1500 is {@code -1.500}. */
    public OutputBuffer thousandths(long value) {
        long rest = Math.abs(value);
        if (value < 0) {
            put('-');
        }
        decimal(rest / 1000).put('.');
        int decimals = (int) (rest % 1000);
        return put('0' + decimals / 100).put('0' + decimals / 10 % 10).put('0' + decimals % 10);
    }

    /** Makes room at a place in the middle, of undefined content. */
    void insert(int at, int count) {
        if (reserve(count)) {
            System.arraycopy(bytes, at, bytes, at + count, size - at);
            size += count;
        }
    }

    private boolean reserve(int more) {
        if (bytes.length - size >= more) {
            return true;
        }
        if ((long) size + more > limit) {
            overflowed = true;
            return false;
        }
        bytes = Arrays.copyOf(bytes, Math.min(limit, Math.max(2 * bytes.length, size + more)));
        return true;
    }
}
