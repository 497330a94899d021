/** Does what was planned: objects, pods, status, events. No decisions here; each action may be done twice without harm. */
package dev.gamecluster.operator.act;
