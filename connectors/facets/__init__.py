"""Topics, formats, audience, price, registration, languages and access, from a source's own words."""

from connectors.facets.findings import Facets, Wording
from connectors.facets.read import read_facets
from connectors.model import Evidence

__all__ = ["Evidence", "Facets", "Wording", "read_facets"]
