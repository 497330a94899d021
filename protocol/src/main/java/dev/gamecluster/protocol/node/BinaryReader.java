package dev.gamecluster.protocol.node;

import dev.gamecluster.protocol.Limits;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * The primitive values of the binary protocol, read from one frame that may hold anything. Every length is checked against what
 * is left of the frame and against its limit before anything is allocated.
 */
final class BinaryReader {
    private final byte[] array;
    private int at;

    BinaryReader(byte[] array) {
        this.array = array;
    }

    int remaining() {
        return array.length - at;
    }

    void expectEnd() throws MalformedMessageException {
        if (at != array.length) {
            throw new MalformedMessageException(remaining() + " bytes follow the message");
        }
    }

    int octet(String what) throws MalformedMessageException {
        need(1, what);
        return array[at++] & 0xff;
    }

    boolean flag(String what) throws MalformedMessageException {
        int value = octet(what);
        if (value > 1) {
            throw new MalformedMessageException(what + " must be 0 or 1, not " + value);
        }
        return value == 1;
    }

    long unsigned(String what) throws MalformedMessageException {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int octet = octet(what);
            value |= (long) (octet & 0x7f) << shift;
            if (octet < 0x80) {
                if (shift == 63 && octet > 1) {
                    break;
                }
                return value;
            }
        }
        throw new MalformedMessageException(what + " is longer than 64 bits");
    }

    long count(String what) throws MalformedMessageException {
        long value = unsigned(what);
        if (value < 0) {
            throw new MalformedMessageException(
                    what + " " + Long.toUnsignedString(value) + " is above the limit of " + Long.MAX_VALUE);
        }
        return value;
    }

    int count32(String what) throws MalformedMessageException {
        long value = unsigned(what);
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw new MalformedMessageException(
                    what + " " + Long.toUnsignedString(value) + " is above the limit of " + Integer.MAX_VALUE);
        }
        return (int) value;
    }

    /** The length of a list whose elements take at least {@code elementBytes} each. */
    int length(int limit, int elementBytes, String what) throws MalformedMessageException {
        int value = count32(what);
        if (value > limit) {
            throw new MalformedMessageException(value + " " + what + " are above the limit of " + limit);
        }
        if ((long) value * elementBytes > remaining()) {
            throw new MalformedMessageException(
                    value + " " + what + " cannot be in the remaining " + remaining() + " bytes");
        }
        return value;
    }

    long signed(String what) throws MalformedMessageException {
        long value = unsigned(what);
        return value >>> 1 ^ -(value & 1);
    }

    int signed32(String what) throws MalformedMessageException {
        long value = signed(what);
        if (value != (int) value) {
            throw new MalformedMessageException(what + " " + value + " does not fit 32 bits");
        }
        return (int) value;
    }

    int fixed32(String what) throws MalformedMessageException {
        need(4, what);
        int value = (int) BinaryWriter.INT.get(array, at);
        at += 4;
        return value;
    }

    long fixed64(String what) throws MalformedMessageException {
        need(8, what);
        long value = (long) BinaryWriter.LONG.get(array, at);
        at += 8;
        return value;
    }

    double fixedDouble(String what) throws MalformedMessageException {
        return finite(Double.longBitsToDouble(fixed64(what)), what);
    }

    /** The kinds of the two components of a vector; see {@link BinaryWriter#vector}. */
    int kinds(int limit, String what) throws MalformedMessageException {
        int kinds = octet(what);
        if (kinds >= limit) {
            throw new MalformedMessageException(what + " has the unknown kind " + kinds);
        }
        return kinds;
    }

    double component(int kind, String what) throws MalformedMessageException {
        return switch (kind & 3) {
            case BinaryWriter.ZERO -> 0.0;
            case BinaryWriter.THOUSANDTHS -> signed(what) / 1000.0;
            case BinaryWriter.FLOAT -> finite(Float.intBitsToFloat(fixed32(what)), what);
            default -> fixedDouble(what);
        };
    }

    double scalar(String what) throws MalformedMessageException {
        return component(kinds(4, what), what);
    }

    String text(String what) throws MalformedMessageException {
        int length = count32(what);
        if (length > Limits.NODE_TEXT_BYTES) {
            throw new MalformedMessageException(
                    what + " of " + length + " bytes is above the limit of " + Limits.NODE_TEXT_BYTES);
        }
        need(length, what);
        ByteBuffer bytes = ByteBuffer.wrap(array, at, length);
        at += length;
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw new MalformedMessageException(what + " is not valid UTF-8");
        }
    }

    <E extends Enum<E>> E constant(E[] constants, String what) throws MalformedMessageException {
        int ordinal = octet(what);
        if (ordinal >= constants.length) {
            throw new MalformedMessageException(
                    what + " " + ordinal + " is unknown, allowed are 0.." + (constants.length - 1));
        }
        return constants[ordinal];
    }

    private static double finite(double value, String what) throws MalformedMessageException {
        if (!Double.isFinite(value)) {
            throw new MalformedMessageException(what + " " + value + " is not a finite number");
        }
        return value;
    }

    private void need(int bytes, String what) throws MalformedMessageException {
        if (remaining() < bytes) {
            throw new MalformedMessageException("the message ends within " + what);
        }
    }
}
