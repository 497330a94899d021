package dev.gamecluster.client.command;

import java.io.PrintWriter;
import java.util.List;
import java.util.function.IntSupplier;

/** Lines at the bottom of a terminal that are drawn again in place, while other lines scroll above them. */
public final class LiveBlock {
    private static final String UP = "\u001b[%dA";
    private static final String ERASE_BELOW = "\u001b[J";

    private final PrintWriter out;
    private final IntSupplier width;
    private final IntSupplier height;
    private List<String> lines = List.of();
    private int drawn;

    public LiveBlock(PrintWriter out, IntSupplier width, IntSupplier height) {
        this.out = out;
        this.width = width;
        this.height = height;
    }

    /** Replaces the block. Lines that do not fit are cut. */
    public synchronized void show(List<String> newLines) {
        erase();
        lines = List.copyOf(newLines);
        draw();
        out.flush();
    }

    /** Prints above the block. */
    public synchronized void print(String line) {
        erase();
        out.println(line);
        draw();
        out.flush();
    }

    private void erase() {
        if (drawn > 0) {
            out.print("\r" + String.format(UP, drawn) + ERASE_BELOW);
            drawn = 0;
        }
    }

    private void draw() {
        int columns = width.getAsInt() > 0 ? width.getAsInt() - 1 : 119;
        int rows = height.getAsInt() > 2 ? height.getAsInt() - 1 : 24;
        for (String line : lines.subList(0, Math.min(lines.size(), rows))) {
            out.println(line.length() > columns ? line.substring(0, columns) : line);
            drawn++;
        }
    }
}
