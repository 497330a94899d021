package dev.gamecluster.protocol.client;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Frames of servers to messages, for the client library. Stateless; any thread may call it. What a newer server says in addition
 * is passed over: unknown fields are skipped, an unknown event is {@link ServerMessage.Unknown}, an unknown error code is taken as
 * {@link ErrorCode#UNAVAILABLE}, whose meaning (outcome unknown, repeat with the same id) is the only safe one.
 *
 * <p>An answer does not say what it answers; its fields do: {@code session} is of a login, {@code users} of a query, {@code hits}
 * of an aoe, {@code lag_ms} alone of a ping, none of them of logout and set_velocity.
 */
public final class ServerMessageDecoder {
    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .build();

    private boolean idKnown;
    private long id;
    private boolean okKnown;
    private boolean ok;
    private long user;
    private String session;
    private long tick;
    private boolean lagKnown;
    private long lagMillis;
    private boolean hitsKnown;
    private int hits;
    private UserList users;
    private String event;
    private String reason = "";
    private String code;
    private String message = "";

    private ServerMessageDecoder() {}

    /** @throws MalformedFrameException the frame is not JSON, or neither an answer nor an event */
    public static ServerMessage decode(byte[] frame) throws MalformedFrameException {
        ServerMessageDecoder decoder = new ServerMessageDecoder();
        try (JsonParser parser = JSON.createParser(frame)) {
            decoder.read(parser);
        } catch (JsonProcessingException e) {
            throw new MalformedFrameException(
                    "not a message of a server: " + ShownValue.shortened(e.getOriginalMessage(), 200));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // an array cannot fail to be read
        }
        return decoder.message();
    }

    private void read(JsonParser parser) throws IOException, MalformedFrameException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new MalformedFrameException("not a message of a server: not a JSON object");
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            if (parser.nextToken() != JsonToken.VALUE_NULL) {
                member(name, parser);
            }
        }
        if (parser.nextToken() != null) {
            throw new MalformedFrameException("not a message of a server: the frame goes on behind its JSON object");
        }
    }

    private void member(String name, JsonParser parser) throws IOException, MalformedFrameException {
        switch (name) {
            case "id" -> {
                id = parser.getLongValue();
                idKnown = true;
            }
            case "ok" -> {
                ok = parser.getBooleanValue();
                okKnown = true;
            }
            case "user" -> user = unsigned(parser);
            case "session" -> session = text(name, parser);
            case "tick" -> tick = parser.getLongValue();
            case "lag_ms" -> {
                lagMillis = parser.getLongValue();
                lagKnown = true;
            }
            case "hits" -> {
                hits = parser.getIntValue();
                hitsKnown = true;
            }
            case "users" -> users = users(parser);
            case "event" -> event = text(name, parser);
            case "reason" -> reason = text(name, parser);
            case "error" -> error(parser);
            default -> parser.skipChildren();
        }
    }

    private void error(JsonParser parser) throws IOException, MalformedFrameException {
        expect(parser, JsonToken.START_OBJECT, "error", "an object");
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "code" -> code = text(name, parser);
                case "message" -> message = text(name, parser);
                default -> parser.skipChildren();
            }
        }
    }

    private static UserList users(JsonParser parser) throws IOException, MalformedFrameException {
        expect(parser, JsonToken.START_ARRAY, "users", "an array");
        UserList users = new UserList(16);
        UserReader reader = new UserReader();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            expect(parser, JsonToken.START_OBJECT, "a user", "an object");
            reader.read(parser, users);
        }
        return users;
    }

    static long unsigned(JsonParser parser) throws IOException, MalformedFrameException {
        boolean fitsLong = parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
        long value = fitsLong ? parser.getLongValue() : -1;
        if (value >= 0) {
            return value;
        }
        IntegerText number = IntegerText.unsigned(parser.getText());
        if (!number.fits()) {
            throw new MalformedFrameException(
                    "not a message of a server: " + ShownValue.of(parser) + " is not an unsigned 64-bit number");
        }
        return number.value();
    }

    static void expect(JsonParser parser, JsonToken token, String name, String wanted)
            throws IOException, MalformedFrameException {
        if (parser.currentToken() != token) {
            throw new MalformedFrameException(
                    "not a message of a server: " + name + " must be " + wanted + ", not " + ShownValue.of(parser));
        }
    }

    private static String text(String name, JsonParser parser) throws IOException, MalformedFrameException {
        expect(parser, JsonToken.VALUE_STRING, name, "a string");
        return parser.getText();
    }

    private ServerMessage message() throws MalformedFrameException {
        if (event != null) {
            return switch (event) {
                case "kicked" -> new ServerMessage.Kicked(reason);
                case "redirect" -> new ServerMessage.Redirect(reason);
                default -> new ServerMessage.Unknown(event);
            };
        }
        if (!okKnown) {
            throw new MalformedFrameException("not a message of a server: neither event nor ok is there");
        }
        if (!ok) {
            return failed();
        }
        if (!idKnown) {
            throw new MalformedFrameException("not a message of a server: an answer that is ok has no id");
        }
        return positive();
    }

    private ServerMessage positive() {
        if (users != null) {
            return new ServerMessage.QueryResult(id, tick, lagMillis, users);
        }
        if (session != null) {
            return new ServerMessage.LoggedIn(id, user, session, tick);
        }
        if (hitsKnown) {
            return new ServerMessage.AoeApplied(id, tick, hits);
        }
        return lagKnown ? new ServerMessage.Pong(id, tick, lagMillis) : new ServerMessage.Applied(id, tick);
    }

    private ServerMessage failed() throws MalformedFrameException {
        if (code == null) {
            throw new MalformedFrameException("not a message of a server: a failed answer has no error code");
        }
        for (ErrorCode known : ErrorCode.values()) {
            if (known.name().equals(code)) {
                return new ServerMessage.Failed(id, idKnown, known, message);
            }
        }
        return new ServerMessage.Failed(id, idKnown, ErrorCode.UNAVAILABLE, code + ": " + message);
    }
}
