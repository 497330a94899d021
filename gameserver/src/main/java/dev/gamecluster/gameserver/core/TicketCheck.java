package dev.gamecluster.gameserver.core;

/** Whether a client may log in as a user. */
@FunctionalInterface
public interface TicketCheck {
    TicketCheck NOT_REQUIRED = (user, ticket) -> true;

    /** @param ticket as sent, or null */
    boolean accepts(long user, String ticket);
}
