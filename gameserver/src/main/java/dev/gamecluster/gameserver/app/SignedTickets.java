package dev.gamecluster.gameserver.app;

import dev.gamecluster.gameserver.core.TicketCheck;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tickets that a game's own login service signs: {@code <user>.<expiry>.<signature>}, where expiry is in seconds since 1970 and the
 * signature is HMAC-SHA256 of {@code <user>.<expiry>} under the shared secret, in base64url without padding.
 */
final class SignedTickets implements TicketCheck {
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec secret;
    private final Clock clock;

    SignedTickets(String secret, Clock clock) {
        this.secret = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
        this.clock = clock;
    }

    @Override
    public boolean accepts(long user, String ticket) {
        String[] parts = ticket == null ? new String[0] : ticket.split("\\.", -1);
        if (parts.length != 3 || !parts[0].equals(Long.toUnsignedString(user)) || !isInFuture(parts[1])) {
            return false;
        }
        byte[] given = parts[2].getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(given, sign(parts[0] + "." + parts[1]).getBytes(StandardCharsets.UTF_8));
    }

    private boolean isInFuture(String expiry) {
        try {
            return Long.parseLong(expiry) > clock.instant().getEpochSecond();
        } catch (NumberFormatException notANumber) {
            return false;
        }
    }

    String sign(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            byte[] signature = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, missing);
        }
    }
}
