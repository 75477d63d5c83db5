package de.gemeinsamkommune.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Renders the chart with Helm itself. */
class ChartTest {

    private static final Helm CHART = new Helm(Repository.ROOT.resolve("helm/gemeinsam-kommune"));

    @Test
    void is_without_objections_of_helm() {
        var result = CHART.lint().strict().call();

        assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
    }

    @Test
    void has_every_service() {
        Set<String> wanted = new TreeSet<>();
        for (Service service : Service.values()) {
            wanted.add("test-" + service.id());
        }
        List<Map<String, Object>> rendered = render(template());

        assertThat(names(rendered, "Deployment")).isEqualTo(wanted);
        assertThat(names(rendered, "Service")).isEqualTo(wanted);
        assertThat(names(rendered, "Job")).containsExactly("test-topics-1");
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void runs_a_service_as_nobody_and_watches_it(Service service) {
        Map<String, Object> deployment = deployment(service);
        Map<String, Object> pod = Repository.at(deployment, "spec", "template", "spec");
        Map<String, Object> container = Repository.at(pod, "containers", 0);

        assertThat(Repository.<Boolean>at(pod, "securityContext", "runAsNonRoot")).isTrue();
        assertThat(pod)
                .containsEntry("automountServiceAccountToken", false)
                .containsEntry("enableServiceLinks", false);
        assertThat(Repository.<Map<String, Object>>at(container, "securityContext"))
                .containsEntry("allowPrivilegeEscalation", false)
                .containsEntry("readOnlyRootFilesystem", true);
        for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
            assertThat(Repository.<String>at(container, probe, "httpGet", "path"))
                    .startsWith("/actuator/health/");
        }
        List<Map<String, Object>> ports = Repository.at(container, "ports");
        assertThat(ports)
                .extracting(port -> port.get("name"))
                .contains(
                        Repository.<String>at(container, "readinessProbe", "httpGet", "port"),
                        "http");
        assertThat(Repository.<String>at(container, "resources", "limits", "memory")).isNotBlank();
        Map<String, Object> selector = Repository.at(deployment, "spec", "selector", "matchLabels");
        assertThat(
                        Repository.<Map<String, Object>>at(
                                deployment, "spec", "template", "metadata", "labels"))
                .containsAllEntriesOf(selector);
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void sets_what_a_service_reads(Service service) throws IOException {
        Set<String> set = environment(service);

        assertThat(set).containsAll(Repository.mustBeSetApart(service));
        assertThat(Repository.variables())
                .as("a variable that nobody reads is a mistake in its name")
                .containsAll(set);
    }

    @Test
    void keeps_secrets_out() {
        List<Map<String, Object>> rendered = render(template());

        assertThat(names(rendered, "Secret")).isEmpty();
        for (Service service : Service.values()) {
            for (Map<String, Object> variable : variables(service)) {
                String name = Repository.at(variable, "name");
                if (name.matches("CLIENT_SECRET|IDENTITY_KEY|MONGODB_URI|SMTP_PASSWORD")) {
                    assertThat(variable)
                            .as(name)
                            .containsKey("valueFrom")
                            .doesNotContainKey("value");
                }
            }
        }
        for (Map<String, Object> document : rendered) {
            if ("ConfigMap".equals(document.get("kind"))) {
                assertThat(Repository.<Map<String, Object>>at(document, "data").keySet())
                        .noneMatch(name -> name.matches(".*(SECRET|KEY|PASSWORD|MONGODB).*"));
            }
        }
    }

    @Test
    void tells_identity_alone_of_an_upstream_issuer_and_keeps_its_secret_out() throws IOException {
        List<Map<String, Object>> rendered =
                render(
                        template()
                                .set("upstream.issuer", "https://login.example/realms/town")
                                .set("upstream.clientId", "network")
                                .set("upstream.domains[0]", "town.example")
                                .set("upstream.domains[1]", "county.example"));
        Map<String, Object> values = new TreeMap<>();
        for (Service service : Service.values()) {
            List<Map<String, Object>> variables =
                    Repository.at(
                            named(deployments(rendered), "test-" + service.id()),
                            "spec",
                            "template",
                            "spec",
                            "containers",
                            0,
                            "env");
            for (Map<String, Object> variable : variables) {
                String name = Repository.at(variable, "name");
                if (name.startsWith("UPSTREAM_")) {
                    assertThat(service).isEqualTo(Service.IDENTITY);
                    values.put(name, variable.getOrDefault("value", "of the secret"));
                }
            }
        }

        assertThat(Repository.variables()).containsAll(values.keySet());
        assertThat(values)
                .containsEntry("UPSTREAM_CLIENT_SECRET", "of the secret")
                .containsEntry("UPSTREAM_DOMAINS", "town.example,county.example")
                .containsEntry("UPSTREAM_TRUSTS_SECOND_FACTOR", "false");
        assertThatThrownBy(() -> template().set("upstream.issuer", "https://login.example").call())
                .hasMessageContaining("upstream.clientId is needed");
        assertThatThrownBy(() -> template().set("upstream.issuer", "http://login.example").call())
                .hasMessageContaining("issuer");
    }

    @Test
    void lets_nobody_past_the_gateway() {
        List<Map<String, Object>> policies =
                render(template()).stream()
                        .filter(document -> "NetworkPolicy".equals(document.get("kind")))
                        .toList();
        Map<String, Object> all = named(policies, "test-services");
        Map<String, Object> gateway = named(policies, "test-gateway");

        assertThat(policies).hasSize(2);
        List<Map<String, Object>> from = Repository.at(all, "spec", "ingress", 0, "from");
        assertThat(from).hasSize(1).allMatch(peer -> peer.containsKey("podSelector"));
        assertThat(Repository.<Map<String, Object>>at(all, "spec", "podSelector", "matchLabels"))
                .doesNotContainKey("app.kubernetes.io/component");
        assertThat(
                        Repository.<Map<String, Object>>at(
                                gateway, "spec", "podSelector", "matchLabels"))
                .containsEntry("app.kubernetes.io/component", "gateway");
    }

    @Test
    void opens_the_gateway_only_when_asked() {
        assertThat(names(render(template()), "Ingress")).isEmpty();

        List<Map<String, Object>> rendered =
                render(
                        template()
                                .set("ingress.enabled", "true")
                                .set("ingress.tlsSecret", "tls")
                                .set("publicUrl", "https://netz.example:8443"));

        Map<String, Object> ingress =
                named(
                        rendered.stream()
                                .filter(document -> "Ingress".equals(document.get("kind")))
                                .toList(),
                        "test-gateway");
        assertThat(Repository.<String>at(ingress, "spec", "rules", 0, "host"))
                .isEqualTo("netz.example");
        assertThat(
                        Repository.<String>at(
                                ingress, "spec", "rules", 0, "http", "paths", 0, "backend",
                                "service", "name"))
                .isEqualTo("test-gateway");
    }

    @Test
    void refuses_values_that_cannot_work() {
        assertThatThrownBy(() -> bare().call()).hasMessageContaining("smtp.host is needed");
        assertThatThrownBy(() -> template().set("publicUrl", "netz.example").call())
                .hasMessageContaining("publicUrl");
        assertThatThrownBy(() -> template().set("services.mebmership.replicas", "2").call())
                .hasMessageContaining("mebmership");
    }

    private static TemplateCommand template() {
        return bare().set("smtp.host", "mail.example").set("smtp.from", "netz@gemeinsam.example");
    }

    private static TemplateCommand bare() {
        return CHART.template().withName("test").withKubeVersion("1.33.0");
    }

    private static List<Map<String, Object>> render(TemplateCommand command) {
        return Repository.yaml(command.call());
    }

    private static Map<String, Object> deployment(Service service) {
        return named(deployments(render(template())), "test-" + service.id());
    }

    private static List<Map<String, Object>> deployments(List<Map<String, Object>> rendered) {
        return rendered.stream()
                .filter(document -> "Deployment".equals(document.get("kind")))
                .toList();
    }

    private static List<Map<String, Object>> variables(Service service) {
        return Repository.at(
                deployment(service), "spec", "template", "spec", "containers", 0, "env");
    }

    private static Set<String> environment(Service service) {
        Set<String> names = new TreeSet<>();
        for (Map<String, Object> variable : variables(service)) {
            names.add(Repository.at(variable, "name"));
        }
        Map<String, Object> config =
                named(
                        render(template()).stream()
                                .filter(document -> "ConfigMap".equals(document.get("kind")))
                                .toList(),
                        "test-config");
        names.addAll(Repository.<Map<String, Object>>at(config, "data").keySet());
        return names;
    }

    private static Set<String> names(List<Map<String, Object>> documents, String kind) {
        Set<String> names = new TreeSet<>();
        for (Map<String, Object> document : documents) {
            if (kind.equals(document.get("kind"))) {
                names.add(Repository.at(document, "metadata", "name"));
            }
        }
        return names;
    }

    private static Map<String, Object> named(List<Map<String, Object>> documents, String name) {
        List<Map<String, Object>> found = new ArrayList<>(documents);
        found.removeIf(document -> !name.equals(Repository.at(document, "metadata", "name")));
        assertThat(found).as("%s in %s", name, Arrays.asList(documents.toArray())).hasSize(1);
        return found.getFirst();
    }
}
