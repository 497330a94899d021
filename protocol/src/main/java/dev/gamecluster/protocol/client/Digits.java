package dev.gamecluster.protocol.client;

/**
 * Numbers as ASCII digits, written straight into an array that has room: two digits at a time, from the back. Each method returns
 * the index behind what it wrote.
 *
 * <p>A coordinate is rounded to whole thousandths first and then written as an integer with a point in it, so that no exponent
 * and no negative zero can appear.
 */
final class Digits {
    /** Room that one number needs at most: sign, 20 digits, point. */
    static final int NUMBER_BYTES = 24;

    /** Beyond, thousandths do not fit a long with certainty. */
    static final double THOUSANDTHS_LIMIT = 9e12;

    private static final double SMALL_THOUSANDTHS_LIMIT = 2e6;
    private static final byte[] PAIRS = pairs();

    private Digits() {}

    static int unsigned(byte[] array, int at, long value) {
        if (value >= 0) {
            return value <= Integer.MAX_VALUE ? small(array, at, (int) value) : large(array, at, value);
        }
        long tenth = Long.divideUnsigned(value, 10);
        int last = large(array, at, tenth);
        array[last] = (byte) ('0' + (value - 10 * tenth));
        return last + 1;
    }

    /** Rounds half away from zero and writes one to three decimals; {@code |value|} is below {@link #THOUSANDTHS_LIMIT}. */
    static int thousandths(byte[] array, int at, double value) {
        double magnitude = Math.abs(value);
        long thousandths = (long) (magnitude * 1000 + 0.5);
        int next = at;
        if (value < 0 && thousandths != 0) {
            array[next++] = '-';
        }
        if (magnitude < SMALL_THOUSANDTHS_LIMIT) {
            int whole = (int) thousandths / 1000;
            return fraction(array, small(array, next, whole), (int) thousandths - 1000 * whole);
        }
        long whole = thousandths / 1000;
        return fraction(array, unsigned(array, next, whole), (int) (thousandths - 1000 * whole));
    }

    private static int fraction(byte[] array, int at, int thousandths) {
        int hundreds = thousandths / 100;
        int rest = thousandths - 100 * hundreds;
        array[at] = '.';
        array[at + 1] = (byte) ('0' + hundreds);
        if (rest == 0) {
            return at + 2;
        }
        array[at + 2] = PAIRS[2 * rest];
        byte last = PAIRS[2 * rest + 1];
        array[at + 3] = last;
        return last == '0' ? at + 3 : at + 4;
    }

    private static int large(byte[] array, int at, long value) {
        int end = at + digitCount(value);
        int before = end;
        long rest = value;
        while (rest > Integer.MAX_VALUE) {
            long hundredth = rest / 100;
            before = pair(array, before, (int) (rest - 100 * hundredth));
            rest = hundredth;
        }
        front(array, before, (int) rest);
        return end;
    }

    private static int small(byte[] array, int at, int value) {
        int end = at + digitCount(value);
        front(array, end, value);
        return end;
    }

    private static void front(byte[] array, int end, int value) {
        int before = end;
        int rest = value;
        while (rest >= 100) {
            int hundredth = rest / 100;
            before = pair(array, before, rest - 100 * hundredth);
            rest = hundredth;
        }
        if (rest >= 10) {
            pair(array, before, rest);
        } else {
            array[before - 1] = (byte) ('0' + rest);
        }
    }

    private static int pair(byte[] array, int end, int value) {
        array[end - 1] = PAIRS[2 * value + 1];
        array[end - 2] = PAIRS[2 * value];
        return end - 2;
    }

    private static int digitCount(int value) {
        if (value < 10_000) {
            return value < 100 ? value < 10 ? 1 : 2 : value < 1_000 ? 3 : 4;
        }
        if (value < 100_000_000) {
            return value < 1_000_000 ? value < 100_000 ? 5 : 6 : value < 10_000_000 ? 7 : 8;
        }
        return value < 1_000_000_000 ? 9 : 10;
    }

    private static int digitCount(long value) {
        int count = 1;
        for (long bound = 10; count < 19 && value >= bound; bound *= 10) {
            count++;
        }
        return count;
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
