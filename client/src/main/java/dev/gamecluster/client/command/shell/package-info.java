/** The interactive client: lines of text to requests, answers to text or JSON. With or without a terminal. */
package dev.gamecluster.client.command.shell;
