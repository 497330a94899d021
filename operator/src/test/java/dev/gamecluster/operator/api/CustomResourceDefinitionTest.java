package dev.gamecluster.operator.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.crdv2.generator.CustomResourceInfo;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keeps the committed definition equal to what the types say. {@code make crds} writes it. */
class CustomResourceDefinitionTest {
    private static final String FILE = "gameclusters.gamecluster.dev-v1.yml";
    private static final Path COMMITTED = Path.of("..", "deploy", "crds", FILE);
    private static final List<String> COLUMNS =
            List.of("Master", "Epoch", "Slaves", "Ready", "Clients", "Lag", "Phase", "Age", "Message");

    @Test
    void shouldBeCommittedAsGenerated(@TempDir Path directory) throws IOException {
        new CRDGenerator()
                .customResources(CustomResourceInfo.fromClass(GameCluster.class))
                .forCRDVersions("v1")
                .withPostProcessor(new Completion())
                .inOutputDir(directory.toFile())
                .detailedGenerate();
        String generated = Files.readString(directory.resolve(FILE));
        if (Boolean.getBoolean("crds.write")) {
            Files.createDirectories(COMMITTED.getParent());
            Files.writeString(COMMITTED, generated);
        }
        assertThat(COMMITTED)
                .as("deploy/crds must be what the types say: run  make crds")
                .hasContent(generated);
    }

    /** What the generator cannot say: the order of columns, a spec that may be left out, categories. */
    private static final class Completion implements CRDPostProcessor {
        @Override
        public HasMetadata process(HasMetadata generated, String version) {
            CustomResourceDefinition definition = (CustomResourceDefinition) generated;
            definition.getSpec().getNames().setCategories(List.of("all"));
            for (CustomResourceDefinitionVersion each : definition.getSpec().getVersions()) {
                each.getAdditionalPrinterColumns()
                        .sort(Comparator.comparingInt(
                                (CustomResourceColumnDefinition column) -> COLUMNS.indexOf(column.getName())));
                JSONSchemaProps root = each.getSchema().getOpenAPIV3Schema();
                root.setDescription(
                        "One replicated game world: a master that orders every write, and slaves that serve clients.");
                root.getProperties().get("spec").setDescription("What is wanted.");
                root.getProperties().get("status").setDescription("What is.");
                withoutRepetition(root);
                root.getProperties().get("spec").setDefault(JsonNodeFactory.instance.objectNode());
            }
            return definition;
        }

        /** A rule at a record's component is found at its field and at its accessor. */
        private static void withoutRepetition(JSONSchemaProps schema) {
            if (schema.getXKubernetesValidations() != null) {
                schema.setXKubernetesValidations(
                        schema.getXKubernetesValidations().stream().distinct().toList());
            }
            if (schema.getProperties() != null) {
                schema.getProperties().values().forEach(Completion::withoutRepetition);
            }
        }
    }
}
