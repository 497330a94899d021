/**
 * The GameCluster resource as Java types: what people may write and what the operator answers, with the schema, defaults and rules that
 * the API server checks. The custom resource definition in {@code deploy/crds} is generated from these. No behaviour here.
 */
package dev.gamecluster.operator.api;
