"""Writes JSON Schemas of the bodies that Azure's services take, from the models of their packages.

Run by schemas.mjs with the Python that has azure-cli, and the file to write. Each schema is of the
API version that the package is of. Objects are closed; what only the service says is marked
`onlyRead`; words of enumerations are compared without case, as the services do.
"""

import enum
import importlib
import json
import pathlib
import sys
import types
import typing

NETWORK = "azure.mgmt.network"
SERVICE = "azure.mgmt.containerservice"
IDENTITY = "azure.mgmt.msi.v2024_11_30"
ROLES = "azure.mgmt.authorization"
RESOURCES = "azure.mgmt.resource.resources.v2024_11_01"
FEATURES = "azure.mgmt.resource.features.v2021_07_01"

# Resource type, package of its models, API version of these, model of PUT, model of PATCH.
BODIES = [
    ("Microsoft.ContainerService/managedClusters", SERVICE, "2026-06-01", "ManagedCluster", "TagsObject"),
    ("Microsoft.ContainerService/managedClusters/agentPools", SERVICE, "2026-06-01", "AgentPool", None),
    (
        "Microsoft.ContainerService/managedClusters/maintenanceConfigurations",
        SERVICE,
        "2026-06-01",
        "MaintenanceConfiguration",
        None,
    ),
    ("Microsoft.Network/virtualNetworks", NETWORK, "2025-07-01", "VirtualNetwork", "TagsObject"),
    ("Microsoft.Network/virtualNetworks/subnets", NETWORK, "2025-07-01", "Subnet", None),
    (
        "Microsoft.Network/virtualNetworks/virtualNetworkPeerings",
        NETWORK,
        "2025-07-01",
        "VirtualNetworkPeering",
        None,
    ),
    ("Microsoft.Network/routeTables", NETWORK, "2025-07-01", "RouteTable", "TagsObject"),
    ("Microsoft.Network/routeTables/routes", NETWORK, "2025-07-01", "Route", None),
    ("Microsoft.Network/natGateways", NETWORK, "2025-07-01", "NatGateway", "TagsObject"),
    ("Microsoft.Network/publicIPAddresses", NETWORK, "2025-07-01", "PublicIPAddress", "TagsObject"),
    (
        "Microsoft.Network/networkSecurityGroups",
        NETWORK,
        "2025-07-01",
        "NetworkSecurityGroup",
        "TagsObject",
    ),
    (
        "Microsoft.Network/networkSecurityGroups/securityRules",
        NETWORK,
        "2025-07-01",
        "SecurityRule",
        None,
    ),
    (
        "Microsoft.ManagedIdentity/userAssignedIdentities",
        IDENTITY,
        "2024-11-30",
        "Identity",
        "IdentityUpdate",
    ),
    (
        "Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials",
        IDENTITY,
        "2024-11-30",
        "FederatedIdentityCredential",
        None,
    ),
    (
        "Microsoft.Authorization/roleAssignments",
        ROLES,
        "2022-04-01",
        "RoleAssignmentCreateParameters",
        None,
    ),
    # Only read.
    ("Microsoft.Network/virtualNetworks/usages", NETWORK, "2025-07-01", "VirtualNetworkUsage", None),
    ("Microsoft.Network/locations/usages", NETWORK, "2025-07-01", "Usage", None),
    ("Microsoft.Authorization/permissions", ROLES, "2022-04-01", "Permission", None),
    ("Microsoft.Authorization/roleDefinitions", ROLES, "2022-04-01", "RoleDefinition", None),
    (
        "Microsoft.Resources/resourceGroups",
        RESOURCES,
        "2024-11-01",
        "ResourceGroup",
        "ResourceGroupPatchable",
    ),
    (
        "Microsoft.Features/featureProviders/subscriptionFeatureRegistrations",
        FEATURES,
        "2021-07-01",
        "SubscriptionFeatureRegistration",
        None,
    ),
]

PLAIN = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bytes: {"type": "string"},
    "str": {"type": "string"},
    "bool": {"type": "boolean"},
    "int": {"type": "integer"},
    "float": {"type": "number"},
    "iso-8601": {"type": "string"},
    "object": {},
}


class Package:
    """The models of one package, each written once, when something asks for it."""

    def __init__(self, name, definitions):
        self.name = name
        self.definitions = definitions
        self.models = importlib.import_module(f"{name}.models")

    def reference(self, model):
        key = f"{self.name}.{model}"
        if key not in self.definitions:
            self.definitions[key] = {}  # models may hold themselves
            its = getattr(self.models, model)
            if issubclass(its, enum.Enum):
                self.definitions[key].update(words(its))
            elif hasattr(its, "_attribute_map"):
                self.definitions[key].update(self.mapped(its))
            else:
                self.definitions[key].update(self.annotated(its))
        return {"$ref": f"#/$defs/{key}"}

    def annotated(self, model):
        """A model whose fields are annotated."""
        typed = {}
        for base in reversed(model.__mro__):
            typed.update(getattr(base, "__annotations__", {}))
        fields, required = {}, []
        for attribute, field in model()._attr_to_rest_field.items():
            annotation = typed[attribute]
            if field._visibility == ["read"]:
                fields[field._rest_name] = {"onlyRead": True}
                continue
            fields[field._rest_name] = self.of(annotation)
            if not optional(annotation):
                required.append(field._rest_name)
        return closed(fields, required)

    def of(self, annotation):
        if isinstance(annotation, typing.ForwardRef):
            annotation = annotation.__forward_arg__
        if isinstance(annotation, str):
            if annotation in PLAIN:
                return PLAIN[annotation]
            if annotation.startswith(("Optional", "Union", "list[", "dict[", "List[", "Dict[")):
                return self.of(eval(annotation, {**vars(typing), "_models": Names()}))
            return self.reference(annotation.rpartition(".")[2].strip("'\""))
        origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
        if origin in (typing.Union, types.UnionType):
            choices = [self.of(it) for it in arguments if it is not type(None)]
            named = [it for it in choices if "$ref" in it]
            return (named or choices)[0]
        if origin is list:
            return {"type": "array", "items": self.of(arguments[0])}
        if origin is dict:
            return {"type": "object", "additionalProperties": self.of(arguments[1])}
        if annotation in PLAIN:
            return PLAIN[annotation]
        if annotation is typing.Any:
            return {}
        if getattr(annotation, "__module__", "") == "datetime":
            return {"type": "string"}
        return self.reference(annotation.__name__)

    def mapped(self, model):
        """A model with a table of its fields."""
        fields, required = {}, []
        for attribute, row in model._attribute_map.items():
            rules = model._validation.get(attribute, {})
            *path, last = row["key"].replace("\\.", "\0").split(".")
            place = fields
            for part in (it.replace("\0", ".") for it in path):
                place = place.setdefault(part, closed({}, []))["properties"]
            last = last.replace("\0", ".")
            if rules.get("readonly"):
                place[last] = {"onlyRead": True}
                continue
            place[last] = {**self.named(row["type"]), **limits(rules)}
            if rules.get("required") and not path:
                required.append(last)
        return closed(fields, required)

    def named(self, kind):
        if kind.startswith("["):
            return {"type": "array", "items": self.named(kind[1:-1])}
        if kind.startswith("{"):
            return {"type": "object", "additionalProperties": self.named(kind[1:-1])}
        return PLAIN.get(kind) or self.reference(kind)


class Names:
    """Stands for the module of models in an annotation that is text."""

    def __getattr__(self, name):
        return typing.ForwardRef(name)


def optional(annotation):
    if isinstance(annotation, str):
        return annotation.startswith("Optional")
    return type(None) in typing.get_args(annotation)


def closed(fields, required):
    schema = {"type": "object", "properties": fields, "additionalProperties": False}
    return {**schema, "required": required} if required else schema


def words(model):
    return {"type": "string", "anyCase": [it.value for it in model]}


def limits(rules):
    names = {
        "pattern": "pattern",
        "max_length": "maxLength",
        "min_length": "minLength",
        "maximum": "maximum",
        "minimum": "minimum",
    }
    return {names[key]: value for key, value in rules.items() if key in names}


def of_version(name, version):
    """Whether a package speaks this API version: by its name, or by what it sends."""
    if name.endswith(version.replace("-", "_")):
        return True
    folder = pathlib.Path(importlib.import_module(name).__file__).parent
    files = [folder / "_configuration.py", *folder.glob("operations/_*operations.py")]
    return any(f'"{version}"' in file.read_text(encoding="utf-8") for file in files)


def main():
    definitions, bodies, packages = {}, {}, {}
    for name, version in sorted({(row[1], row[2]) for row in BODIES}):
        if not of_version(name, version):
            sys.exit(f"{name} is not of API version {version}; change BODIES in schemas.py")
    for resource, name, version, put, patch in BODIES:
        package = packages.setdefault(name, Package(name, definitions))
        bodies[resource.lower()] = {
            "version": version,
            "PUT": package.reference(put),
            **({"PATCH": package.reference(patch)} if patch else {}),
        }
    with open(sys.argv[1], "w", encoding="utf-8") as file:
        json.dump({"bodies": bodies, "$defs": definitions}, file)


main()
