package dev.gamecluster.protocol.client;

/**
 * Integers as text, without going through a floating-point number and in time linear in the length.
 *
 * @param integral the text is an optional minus and decimal digits
 * @param fits the value fits the type that was asked for
 * @param value the value, 0 unless it fits
 */
record IntegerText(boolean integral, boolean fits, long value) {
    private static final IntegerText NO_INTEGER = new IntegerText(false, false, 0);
    private static final IntegerText DOES_NOT_FIT = new IntegerText(true, false, 0);
    private static final int LONGEST = 20;

    static IntegerText signed(String text) {
        return parse(text, true);
    }

    static IntegerText unsigned(String text) {
        return parse(text, false);
    }

    private static IntegerText parse(String text, boolean signed) {
        boolean negative = text.startsWith("-");
        int from = negative ? 1 : 0;
        if (text.length() == from || !digits(text, from)) {
            return NO_INTEGER;
        }
        while (from < text.length() - 1 && text.charAt(from) == '0') {
            from++;
        }
        if (text.length() - from > LONGEST) {
            return DOES_NOT_FIT;
        }
        String digits = text.substring(from);
        return signed ? signedOf(negative ? "-" + digits : digits) : unsignedOf(negative, digits);
    }

    private static IntegerText signedOf(String canonical) {
        try {
            return new IntegerText(true, true, Long.parseLong(canonical));
        } catch (NumberFormatException tooLarge) {
            return DOES_NOT_FIT;
        }
    }

    private static IntegerText unsignedOf(boolean negative, String canonical) {
        if (negative && !canonical.equals("0")) {
            return DOES_NOT_FIT;
        }
        try {
            return new IntegerText(true, true, Long.parseUnsignedLong(canonical));
        } catch (NumberFormatException tooLarge) {
            return DOES_NOT_FIT;
        }
    }

    private static boolean digits(String text, int from) {
        for (int index = from; index < text.length(); index++) {
            char character = text.charAt(index);
            if (character < '0' || character > '9') {
                return false;
            }
        }
        return true;
    }
}
