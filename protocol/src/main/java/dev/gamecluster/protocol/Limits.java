package dev.gamecluster.protocol;

/**
 * Every bound of the system by name, with the answer that is given when it is reached. What can be configured has its default
 * here.
 */
public final class Limits {
    private Limits() {}

    // ---- world (contract) ------------------------------------------------------------------------------------------

    /** Half the side of the square map, in metres. Beyond: users stop. */
    public static final double MAP_LIMIT_METRES = 1_000_000;
    /** Above: OUT_OF_RANGE. */
    public static final double SPEED_METRES_PER_SECOND = 20;
    /** Above: OUT_OF_RANGE. */
    public static final double RADIUS_METRES = 50;

    public static final int TICK_MILLIS = 20;

    // ---- client protocol (contract) --------------------------------------------------------------------------------

    /** Largest frame that is read. Larger: TOO_LARGE. */
    public static final int CLIENT_FRAME_BYTES = 64 * 1024;
    /** Larger frames make ZeroMQ close the connection. */
    public static final int CLIENT_FRAME_REFUSED_BYTES = 1024 * 1024;
    /** Characters of a session string in a request. More: BAD_REQUEST. */
    public static final int SESSION_CHARACTERS = 256;
    /** Characters of a ticket. More: BAD_REQUEST. */
    public static final int TICKET_CHARACTERS = 8 * 1024;
    /** Nesting of JSON. Deeper: BAD_REQUEST. */
    public static final int JSON_DEPTH = 32;
    /** Largest request id, 2^53 - 1, what a double holds exactly. Above: OUT_OF_RANGE. */
    public static final long REQUEST_ID = (1L << 53) - 1;
    /** A client silent for longer is gone: the grace period of its session starts. */
    public static final int SILENCE_MILLIS = 10_000;
    /** Ticks from silence to logout, and for which a logged-out session is remembered. */
    public static final int GRACE_TICKS = 500;
    /** Applied ids that a session remembers. Older: EXPIRED. */
    public static final int SESSION_MEMORY = 512;
    /** Writes of one session without an answer. More: OVERLOADED. */
    public static final int SESSION_UNANSWERED = 256;
    /** How long a write waits for a master. Then: UNAVAILABLE. */
    public static final int WRITE_HELD_MILLIS = 1_000;
    /** How long a query waits for its min_tick. Then: TIMEOUT. */
    public static final int QUERY_WAIT_MILLIS = 1_000;

    // ---- one node --------------------------------------------------------------------------------------------------

    /** Connections that a node keeps track of. More: OVERLOADED. */
    public static final int CONNECTIONS = 20_000;
    /** Queries of one node that wait for their min_tick. More: OVERLOADED. */
    public static final int WAITING_QUERIES = 10_000;
    /** Requests between the client face and the world thread. More: OVERLOADED. */
    public static final int REQUEST_QUEUE = 65_536;
    /** Commands that a slave has forwarded and not yet seen in the log. More: OVERLOADED. */
    public static final int FORWARDED_COMMANDS = 65_536;
    /** Commands that a master has taken and not yet appended (it holds writes). More: OVERLOADED. */
    public static final int INBOX_COMMANDS = 131_072;
    /** Answers of a master that wait for a slave's acknowledgement. More: OVERLOADED. */
    public static final int UNACKNOWLEDGED_ANSWERS = 65_536;
    /** Answers queued for one client that does not read. More: the connection is dropped. */
    public static final int CLIENT_OUTBOX_MESSAGES = 1_024;
    /** Bytes of them. More: the connection is dropped (a single larger answer is sent). */
    public static final int CLIENT_OUTBOX_BYTES = 4 * 1024 * 1024;
    /** Bytes of unfinished frames of all clients together, and of all nodes. More: who is in the way loses its connection. */
    public static final long UNFINISHED_FRAME_BYTES = 64L * 1024 * 1024;
    /** Bytes of large query answers that are not yet on the wire, all clients together. More: OVERLOADED. */
    public static final long LARGE_ANSWER_BYTES = 256L * 1024 * 1024;

    // ---- replication -----------------------------------------------------------------------------------------------

    /** Entries of one delta. More: the next delta. */
    public static final int DELTA_ENTRIES = 4_096;
    /** A delta under load is published after this time at the latest. */
    public static final int DELTA_MILLIS = 2;
    /** Ticks between two state hashes. */
    public static final int HASH_TICKS = 50;
    /** Bytes of recent deltas that a node keeps for others. Older ones: a snapshot. */
    public static final long RING_BYTES = 64L * 1024 * 1024;
    /** Commands in one forwarding message. More: the next message. */
    public static final int FORWARD_COMMANDS = 1_024;
    /** Bytes of deltas in one replay message. */
    public static final int REPLAY_BYTES = 256 * 1024;
    /** User or session records in one snapshot chunk: bounds the time the world thread spends on one. */
    public static final int SNAPSHOT_CHUNK_USERS = 2_048;

    public static final int SNAPSHOT_CHUNK_SESSIONS = 64;
    /** Snapshot chunks on the way to a slave. */
    public static final int SNAPSHOT_WINDOW = 16;
    /** Largest message between nodes. Larger: the connection is closed and the sender is reported. */
    public static final int NODE_FRAME_BYTES = 8 * 1024 * 1024;
    /** Reigns that are remembered, to decide who may go on without a snapshot. */
    public static final int REIGNS = 64;
    /** Nodes of one cluster. */
    public static final int NODES = 65;
    /** Node ids in one list between nodes: those that are there, and those that were replaced and not yet forgotten. */
    public static final int NODE_IDS = 512;
    /** UTF-8 bytes of a name or an endpoint between nodes. Longer: the message is refused. */
    public static final int NODE_TEXT_BYTES = 1_024;

    // ---- failover (defaults, configurable)
    // ---------------------------------------------------------------------------

    public static final int HEARTBEAT_MILLIS = 100;
    public static final int SUSPECT_AFTER_MILLIS = 300;
    public static final int MAXIMUM_LOSS_MILLIS = 30;
    /** How long an election waits for promises. */
    public static final int PREPARE_MILLIS = 100;
    /** How long a suspect has to answer the probe. */
    public static final int PROBE_MILLIS = 50;
    /** How long a lost node stays listed. */
    public static final int LOST_LISTED_MILLIS = 60_000;
}
