"""The packages of a release as an SBOM in CycloneDX, for programs that look for known weaknesses or licences."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import NAMESPACE_DNS, uuid5

import third_party
from cyclonedx.factory.license import LicenseFactory
from cyclonedx.model import Property
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL

from plan_workbook import __version__


def sbom(released_at: int) -> str:
    """Return plan-workbook and all that it brings on any system, without extras, as CycloneDX 1.6 in JSON.

    Args:
        released_at: seconds since 1970.

    Raises:
        ValueError: it does not follow the schema.
    """
    bom = Bom(serial_number=uuid5(NAMESPACE_DNS, f"plan-workbook {__version__}"))
    bom.metadata.timestamp = datetime.fromtimestamp(released_at, UTC)
    ours = _component("plan-workbook", __version__, third_party.PROJECT["license"], ComponentType.APPLICATION)
    bom.metadata.component = ours
    components = {ours.name: ours}
    for each in third_party.packages():
        if not each.extras:
            components[each.name] = _component(each.name, each.version, each.licence)
            if each.only_on:
                components[each.name].properties.add(Property(name="plan-workbook:only-on", value=each.only_on))
            bom.components.add(components[each.name])
    for name, component in components.items():
        bom.register_dependency(component, [components[each] for each in sorted(third_party.needed_by(name))])
    text = str(JsonV1Dot6(bom).output_as_string(indent=2)) + "\n"
    if (wrong := JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)) is not None:
        raise ValueError(f"The SBOM does not follow its schema: {wrong}")
    return text


def _component(name: str, version: str, licence: str, kind: ComponentType = ComponentType.LIBRARY) -> Component:
    url = PackageURL("pypi", None, name, version)
    licences = [LicenseFactory().make_from_string(licence)]
    return Component(name=name, version=version, type=kind, purl=url, bom_ref=str(url), licenses=licences)
