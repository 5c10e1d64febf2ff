"""Writes src/azure_facts/arm_properties.txt: the properties that ARM resources have.

They are walked from the models of the packages that the Azure command line is made of, so that no
name is typed by hand. Run it with the Python of an installation of azure-cli:

    python scripts/arm-properties.py > src/azure_facts/arm_properties.txt
"""

import importlib
import typing

CLI = "2.91.0"
CONTAINER_SERVICE = "azure.mgmt.containerservice"
NETWORK = "azure.cli.command_modules.network.aaz.latest.network"

WORDS = {str: "text", int: "number", float: "number", bool: "bool"}


def container_service(types):
    """Types of Microsoft.ContainerService, from the SDK's models."""
    models = importlib.import_module(f"{CONTAINER_SERVICE}.models._models")
    wanted = ["ManagedCluster", "AgentPool", "MaintenanceConfiguration"]

    def word(annotation):
        origin = typing.get_origin(annotation)
        arguments = typing.get_args(annotation)
        if origin is typing.Union:
            return word(next(it for it in arguments if it is not type(None)))
        if origin in (list, dict):
            inner = word(arguments[-1])
            return f"[{inner}]" if origin is list else f"{{{inner}}}"
        if isinstance(annotation, (str, typing.ForwardRef)):
            name = annotation if isinstance(annotation, str) else annotation.__forward_arg__
            name = name.rpartition(".")[2].strip("'\"")
            model = getattr(models, name, None)
            if model is None:
                return "text"  # words of an enumeration
            wanted.append(name)
            return name
        return WORDS.get(annotation, "text")

    def annotations(model):
        found = {}
        for base in reversed(model.__mro__):
            found.update(getattr(base, "__annotations__", {}))
        return found

    while wanted:
        name = wanted.pop(0)
        if name in types:
            continue
        model = getattr(models, name)
        typed = annotations(model)
        fields = model()._attr_to_rest_field
        types[name] = []
        for attribute, field in fields.items():
            read_only = field._visibility == ["read"]
            kind = "text" if read_only else word(typed.get(attribute, str))
            types[name].append((field._rest_name, kind, read_only))


# Command, its module and the name of the type that it shows.
SHOWN = [
    ("vnet._show", "VirtualNetwork"),
    ("vnet.subnet._show", "Subnet"),
    ("vnet.peering._show", "VirtualNetworkPeering"),
    ("route_table._show", "RouteTable"),
    ("nat.gateway._show", "NatGateway"),
    ("nsg._show", "NetworkSecurityGroup"),
    ("public_ip._show", "PublicIPAddress"),
]
# Properties that hold other resources, by what of them is kept.
HELD = {
    "subnets": "[Subnet]",
    "virtualNetworkPeerings": "[VirtualNetworkPeering]",
    "networkSecurityGroup": "NetworkSecurityGroup",
    "routeTable": "RouteTable",
    "natGateway": "SubResource",
    "linkedPublicIPAddress": "SubResource",
    "servicePublicIPAddress": "SubResource",
    "serviceEndpointPolicies": "[SubResource]",
    "applicationGatewayIPConfigurations": "[any]",
    "sourceApplicationSecurityGroups": "[SubResource]",
    "destinationApplicationSecurityGroups": "[SubResource]",
}


def network(types):
    """Types of Microsoft.Network, from what the commands of az show."""
    from azure.cli.core.aaz import AAZDictType, AAZListType, AAZObjectType

    types["SubResource"] = [("id", "text", False)]

    def word(schema, name, depth):
        if isinstance(schema, AAZListType):
            return f"[{word(schema.Element, name, depth)}]"
        if isinstance(schema, AAZDictType):
            return f"{{{word(schema.Element, name, depth)}}}"
        if isinstance(schema, AAZObjectType):
            # Deeper lie other resources, which hold this one again.
            if depth > 4:
                return "any"
            if set(schema._fields) == {"id"}:
                return "SubResource"
            note(schema, name, depth)
            return name
        return {"AAZIntType": "number", "AAZFloatType": "number", "AAZBoolType": "bool"}.get(
            type(schema).__name__, "text"
        )

    def note(schema, name, depth):
        if name in types:
            return
        types[name] = []
        for kind in schema._fields.values():
            field = kind._serialized_name or kind._name
            read_only = bool(kind._flags.get("read_only"))
            inner = f"{name.removesuffix('Properties')}{field[0].upper()}{field[1:]}"
            kind = "text" if read_only else HELD.get(field) or word(kind, inner, depth + 1)
            types[name].append((field, kind, read_only))

    for module, name in SHOWN:
        show = importlib.import_module(f"{NETWORK}.{module}").Show
        operation = next(
            it for it in vars(show).values()
            if isinstance(it, type) and hasattr(it, "_build_schema_on_200")
        )
        note(operation._build_schema_on_200(), name, 0)


def others(types):
    """Types so small that no model is needed for them."""
    types["UserAssignedIdentityResource"] = [
        ("id", "text", True),
        ("name", "text", True),
        ("type", "text", True),
        ("location", "text", False),
        ("tags", "{text}", False),
        ("systemData", "text", True),
        ("properties", "UserAssignedIdentityProperties", False),
    ]
    types["UserAssignedIdentityProperties"] = [
        ("isolationScope", "text", False),
        ("tenantId", "text", True),
        ("principalId", "text", True),
        ("clientId", "text", True),
    ]
    types["RoleAssignment"] = [
        ("id", "text", True),
        ("name", "text", True),
        ("type", "text", True),
        ("properties", "RoleAssignmentProperties", False),
    ]
    names = "roleDefinitionId principalId principalType description condition conditionVersion"
    types["RoleAssignmentProperties"] = [(it, "text", False) for it in names.split()] + [
        ("delegatedManagedIdentityResourceId", "text", False),
        ("scope", "text", True),
        ("createdOn", "text", True),
        ("updatedOn", "text", True),
        ("createdBy", "text", True),
        ("updatedBy", "text", True),
    ]


def main():
    version = importlib.import_module(CONTAINER_SERVICE).__version__
    types = {}
    container_service(types)
    network(types)
    others(types)
    print("# Properties of ARM resources: type, then its properties, `-` before what is read only.")
    print(f"# azure-mgmt-containerservice {version}, azure-cli {CLI}, by scripts/arm-properties.py")
    for name, properties in types.items():
        words = [f"{'-' if ro else ''}{prop}:{kind}" for prop, kind, ro in properties]
        print(f"{name} {' '.join(words)}")


main()
