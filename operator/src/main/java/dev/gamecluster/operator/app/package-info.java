/** The program: configuration, start and stop, health, and the wiring of all parts. No decisions here. */
package dev.gamecluster.operator.app;
