package dev.gamecluster.protocol.client;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Reads the users of a query's answer, one after the other. */
final class UserReader {
    private double x;
    private double y;

    /** The parser stands at the start of the user's object. */
    void read(JsonParser parser, UserList users) throws IOException, MalformedFrameException {
        long id = 0;
        long money = 0;
        double positionX = 0;
        double positionY = 0;
        double velocityX = 0;
        double velocityY = 0;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "id" -> id = ServerMessageDecoder.unsigned(parser);
                case "money" -> money = ServerMessageDecoder.unsigned(parser);
                case "position" -> {
                    vector(parser, name);
                    positionX = x;
                    positionY = y;
                }
                case "velocity" -> {
                    vector(parser, name);
                    velocityX = x;
                    velocityY = y;
                }
                default -> parser.skipChildren();
            }
        }
        users.add(id, positionX, positionY, velocityX, velocityY, money);
    }

    private void vector(JsonParser parser, String name) throws IOException, MalformedFrameException {
        ServerMessageDecoder.expect(parser, JsonToken.START_OBJECT, name, "an object");
        x = 0;
        y = 0;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String axis = parser.currentName();
            parser.nextToken();
            switch (axis) {
                case "x" -> x = parser.getDoubleValue();
                case "y" -> y = parser.getDoubleValue();
                default -> parser.skipChildren();
            }
        }
    }
}
