"""The Kubernetes manifests: sound by its own schemas, true to the program, and no turn lost when a pod is replaced."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema_rs import Draft202012Validator

from bot.serving.processes import PATIENCE
from bot.settings import ACTIONS_PORT, RASA_PORT, Settings, read_settings
from bot.web.health import live, ready

Document = dict[str, Any]
Read = Callable[[str], list[Document]]

VERSIONS = ("1.29", "1.33")
PARTS = {"web", "rasa", "actions"}


@pytest.fixture
def manifests(documents: Read) -> list[Document]:
    return [each for each in documents("kubernetes/*.yml") if each["kind"] != "Kustomization"]


@pytest.fixture
def find(manifests: list[Document]) -> Callable[[str, str], Document]:
    """Finds the object of a kind and a name."""

    def find(kind: str, name: str = "alongside") -> Document:
        found = [each for each in manifests if (each["kind"], each["metadata"]["name"]) == (kind, name)]
        assert len(found) == 1, f"{kind} {name}"
        return found[0]

    return find


@pytest.fixture
def pod(find: Callable[..., Document]) -> Document:
    spec: Document = find("Deployment")["spec"]["template"]["spec"]
    return spec


@pytest.mark.parametrize("version", VERSIONS)
def test_the_manifests_fit_the_schemas_of_kubernetes(manifests: list[Document], version: str) -> None:
    """Those that kubernetes-validate ships, strictly: a field that does not exist is a fault."""
    for manifest in manifests:
        assert [*_faults(manifest, version)] == []


def test_a_field_that_does_not_exist_would_be_found_out(find: Callable[..., Document]) -> None:
    service = find("Service")
    service["spec"]["ports"][0]["tragetPort"] = "page"
    assert any("tragetPort" in fault for fault in _faults(service, VERSIONS[-1]))


def _faults(manifest: Document, version: str) -> Iterator[str]:
    found = importlib.util.find_spec("kubernetes_validate")
    assert found is not None
    assert found.origin is not None
    folder = Path(found.origin).parent / "kubernetes-json-schema" / f"v{version}.0-local-strict"
    group = manifest["apiVersion"].replace("/", "-").split(".", 1)
    api = group[0] if len(group) == 1 else f"{group[0]}-{group[1].rsplit('-', 1)[1]}"
    schema = json.loads((folder / f"{manifest['kind'].lower()}-{api}.json").read_text(encoding="utf-8"))
    validator = Draft202012Validator(
        schema,
        base_uri="json-schema:///kind",
        retriever=lambda _: json.loads((folder / "_definitions.json").read_text(encoding="utf-8")),
    )
    for fault in validator.iter_errors(manifest):
        yield f"{manifest['kind']} {manifest['metadata']['name']}: {fault.instance_path}: {fault.message}"


def test_an_old_pod_goes_only_when_a_new_one_is_there(find: Callable[..., Document]) -> None:
    strategy = find("Deployment")["spec"]["strategy"]
    assert strategy == {"type": "RollingUpdate", "rollingUpdate": {"maxUnavailable": 0, "maxSurge": 1}}
    assert find("PodDisruptionBudget")["spec"]["maxUnavailable"] == 1
    assert find("HorizontalPodAutoscaler")["spec"]["minReplicas"] >= 2


def test_the_page_ends_what_it_has_begun_before_rasa_and_the_actions_go(pod: Document) -> None:
    waits = {
        each["name"]: int(each["lifecycle"]["preStop"]["exec"]["command"][1])
        for each in pod["containers"]
        if each["lifecycle"]["preStop"]["exec"]["command"][0] == "sleep"
    }
    assert set(waits) == PARTS
    assert waits["web"] >= 5, "the service takes some seconds to forget a pod"
    for part in ("rasa", "actions"):
        assert waits[part] >= waits["web"] + PATIENCE
    assert pod["terminationGracePeriodSeconds"] >= max(waits.values()) + 2 * PATIENCE


def test_every_part_has_probes_that_exist(pod: Document) -> None:
    routes = {*live.paths, *ready.paths}
    for container in pod["containers"]:
        ports = {port["name"]: port["containerPort"] for port in container["ports"]}
        for kind in ("startupProbe", "readinessProbe", "livenessProbe"):
            probe = container[kind]
            if "httpGet" in probe:
                assert container["name"] == "web", "the others listen on the loopback only"
                assert probe["httpGet"]["path"] in routes
                assert ports[probe["httpGet"]["port"]] == Settings().port
            else:
                assert probe["exec"]["command"][:3] == ["alongside", "health", container["name"]]
        patience = container["startupProbe"]["periodSeconds"] * container["startupProbe"]["failureThreshold"]
        assert patience >= 120, "a busy machine takes its time"
        # Nothing else decides about life: what a part depends on is no reason to start it anew.
        assert "live" in json.dumps(container["livenessProbe"])


def test_the_settings_can_be_used(find: Callable[..., Document], pod: Document, tmp_path: Path) -> None:
    secret = find("Secret")["stringData"]
    job = find("Job", "migrate")["spec"]["template"]["spec"]["containers"]
    figures = set()
    for container in [*pod["containers"], *job]:
        given: dict[str, str] = {}
        for source in container.get("envFrom", []):
            given |= find("ConfigMap", source["configMapRef"]["name"])["data"]
        for variable in container["env"]:
            from_secret = variable.get("valueFrom", {}).get("secretKeyRef")
            given[variable["name"]] = secret[from_secret["key"]] if from_secret else variable["value"]
        settings = read_settings(given, tmp_path / "none")
        assert settings.database_url.startswith("postgresql://")
        figures.add(settings.metrics_port)
        if container["name"] in PARTS:
            assert settings.redis_url.startswith("redis://")
            assert settings.metrics_port in [port["containerPort"] for port in container["ports"]]
    assert len(figures - {None}) == len(PARTS), "they share one address, so each needs a port of its own"


def test_only_the_page_and_the_figures_can_be_reached(find: Callable[..., Document], pod: Document) -> None:
    """And those only from where people and Prometheus come. Rasa and the actions are nobody's business outside."""
    reachable = {
        port["port"]: rule["from"] for rule in find("NetworkPolicy")["spec"]["ingress"] for port in rule["ports"]
    }
    assert set(reachable) == {Settings().port, 9464}
    assert not {RASA_PORT, ACTIONS_PORT} & set(reachable)
    assert all(rule for rule in reachable.values())
    everybody = find("NetworkPolicy", "nobody")["spec"]
    assert everybody == {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}
    assert [port["targetPort"] for port in find("Service")["spec"]["ports"]] == ["page"]


def test_no_container_may_do_more_than_it_needs(manifests: list[Document]) -> None:
    pods = [each["spec"]["template"]["spec"] for each in manifests if each["kind"] in ("Deployment", "Job")]
    assert len(pods) == 3
    for pod in pods:
        assert pod["automountServiceAccountToken"] is False
        assert pod["enableServiceLinks"] is False, "the service's own name would come as ALONGSIDE_PORT"
        assert pod["securityContext"]["runAsNonRoot"]
        assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
        for container in pod["containers"]:
            assert container["securityContext"] == {
                "allowPrivilegeEscalation": False,
                "readOnlyRootFilesystem": True,
                "capabilities": {"drop": ["ALL"]},
            }
            assert {"cpu", "memory"} <= set(container["resources"]["requests"])
            assert "memory" in container["resources"]["limits"]


def test_what_is_named_is_there(manifests: list[Document], documents: Read, deploy: Path) -> None:
    kustomization = next(each for each in documents("kubernetes/*.yml") if each["kind"] == "Kustomization")
    files = {file.name for file in (deploy / "kubernetes").glob("*.yml")}
    apart = {"kustomization.yml", "secret.example.yml", "migrate.yml"}
    assert set(kustomization["resources"]) == files - apart
    image = f"{kustomization['images'][0]['newName']}:{kustomization['images'][0]['newTag']}"
    labelled = [each["spec"]["template"] for each in manifests if each["kind"] in ("Deployment", "Job")]
    for manifest in manifests:
        assert manifest["metadata"].get("namespace", "alongside") == "alongside"
        selector = manifest.get("spec", {}).get("selector") or manifest.get("spec", {}).get("podSelector") or {}
        wanted = selector.get("matchLabels", selector)
        assert any(wanted.items() <= pod["metadata"]["labels"].items() for pod in labelled), manifest["metadata"]
    for pod in labelled:
        volumes = {volume["name"] for volume in pod["spec"]["volumes"]}
        mounted = [mount["name"] for each in pod["spec"]["containers"] for mount in each["volumeMounts"]]
        assert sorted(mounted) == sorted(volumes), "each is mounted once: the parts share no files"
        assert {each["image"] for each in pod["spec"]["containers"]} < {image, "alongside"} | {
            "docker.io/library/redis:7.2-bookworm"
        }
