package dev.gamecluster.world;

import java.util.Arrays;

/** A growing list of ints that is filled, read and emptied again and again: slots, or leaves. */
final class IntList {
    private static final int FIRST_CAPACITY = 64;

    private int[] values = new int[FIRST_CAPACITY];
    private int size;

    int size() {
        return size;
    }

    int get(int index) {
        return values[index];
    }

    void clear() {
        size = 0;
    }

    void add(int value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = value;
    }

    void addAll(int[] source, int count) {
        if (values.length - size < count) {
            values = Arrays.copyOf(values, Math.max(2 * values.length, size + count));
        }
        System.arraycopy(source, 0, values, size, count);
        size += count;
    }
}
