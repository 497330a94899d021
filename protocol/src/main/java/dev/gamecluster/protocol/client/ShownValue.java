package dev.gamecluster.protocol.client;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/** A value that a client sent, as an error message shows it: never long, never more than its kind when it is a structure. */
final class ShownValue {
    private static final int CHARACTERS = 40;

    private ShownValue() {}

    /** The value at which the parser stands. */
    static String of(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> quoted(parser.getText());
            default -> shortened(parser.getText(), CHARACTERS);
        };
    }

    static String quoted(String text) {
        return '"' + shortened(text, CHARACTERS) + '"';
    }

    static String shortened(String text, int characters) {
        if (text.length() <= characters) {
            return text;
        }
        int end = characters - 3;
        if (Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end) + "...";
    }
}
