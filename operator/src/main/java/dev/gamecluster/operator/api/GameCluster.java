package dev.gamecluster.operator.api;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** One replicated game world. */
@Group(GameCluster.GROUP)
@Version(GameCluster.VERSION)
@ShortNames("gc")
@AdditionalPrinterColumn(name = "Master", jsonPath = ".status.master")
@AdditionalPrinterColumn(name = "Epoch", jsonPath = ".status.epoch", type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(name = "Slaves", jsonPath = ".spec.slaves", type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(name = "Ready", jsonPath = ".status.readySlaves", type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(name = "Clients", jsonPath = ".status.clients", type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
        name = "Lag",
        jsonPath = ".status.replicationLagMillis",
        type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(name = "Phase", jsonPath = ".status.phase")
@AdditionalPrinterColumn(
        name = "Age",
        jsonPath = ".metadata.creationTimestamp",
        type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(name = "Message", jsonPath = ".status.conditions[?(@.type==\"Ready\")].message", priority = 1)
@ValidationRule(
        value = "self.metadata.name.size() <= " + GameCluster.NAME_LENGTH,
        message = "metadata.name is too long: use at most " + GameCluster.NAME_LENGTH
                + " characters, because names of pods and Services are made from it")
@ValidationRule(
        value = "self.metadata.name.matches('^[a-z]([-a-z0-9]*[a-z0-9])?$')",
        message =
                "metadata.name must begin with a letter and consist of lower-case letters, digits and '-' (no dots), because a"
                        + " Service gets this name; use for example world-1")
public class GameCluster extends CustomResource<GameClusterSpec, GameClusterStatus> implements Namespaced {
    public static final String GROUP = "gamecluster.dev";
    public static final String VERSION = "v1alpha1";
    public static final int NAME_LENGTH = 40;

    private static final long serialVersionUID = 1;

    @Override
    protected GameClusterSpec initSpec() {
        return null; // records have no empty form; what is absent stays absent
    }

    @Override
    protected GameClusterStatus initStatus() {
        return null;
    }
}
