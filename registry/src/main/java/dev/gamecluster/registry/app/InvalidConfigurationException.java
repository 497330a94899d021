package dev.gamecluster.registry.app;

/** A configuration value that is not allowed. The message names the key, the value and what is allowed. */
public final class InvalidConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidConfigurationException(String key, String value, String allowed) {
        super(key + " is '" + value + "', allowed is " + allowed);
    }
}
