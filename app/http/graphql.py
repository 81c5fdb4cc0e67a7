"""``/graphql`` on this platform: the engine, who may ask, and what resolvers reach."""

from dataclasses import dataclass
from pathlib import Path
from typing import cast

from app.composition import wire
from app.dispatch import Dispatcher
from app.http.faults import faults
from app.http.origins import allowed_origins
from app.platform import Platform
from app.wiring.ports import wire_ports
from domain.identity import Viewer
from graphql_api.core import Context, RequestFacts
from graphql_api.execution import DEVELOPMENT, PRODUCTION, Engine, TrustedDocuments
from graphql_api.http.authenticator import SessionLocation
from graphql_api.http.endpoint import Edge, GraphQLOverHTTP
from graphql_api.http.sockets import Sockets
from graphql_api.http.websocket import GraphQLOverWebSocket
from graphql_api.identity.geography import PLACE_WATCH
from graphql_api.schema import build_schema

EXPLORER = Path(__file__).parent / "static" / "graphiql" / "index.html"
TRUSTED_DOCUMENTS = Path(__file__).parents[2] / "frontend-contract" / "persisted-documents.json"


@dataclass(frozen=True, slots=True)
class GraphQL:
    over_http: GraphQLOverHTTP
    over_websocket: GraphQLOverWebSocket
    sockets: Sockets


def open_graphql(platform: Platform) -> GraphQL:
    """Production has the published limits and neither introspection nor an explorer."""
    settings = platform.settings
    engine = Engine(
        build_schema(),
        PRODUCTION if settings.production else DEVELOPMENT,
        trusted=TrustedDocuments.read(TRUSTED_DOCUMENTS),
        faults=faults,
    )
    dispatch = Dispatcher(platform.sessions, wire(platform))
    ports = wire_ports(platform)

    def make_context(facts: RequestFacts, viewer: Viewer | None) -> Context:
        return Context(dispatch, viewer, facts, ports)

    edge = Edge(
        engine,
        platform.identity.authenticator,
        make_context,
        allowed_origins(settings),
        secure=settings.base_url.startswith("https://"),
        activity=platform.identity.activity,
        location=cast(SessionLocation | None, ports[PLACE_WATCH]),
    )
    sockets = Sockets()
    return GraphQL(
        GraphQLOverHTTP(edge, None if settings.production else EXPLORER.read_bytes()),
        GraphQLOverWebSocket(edge, sockets, platform.identity.ends),
        sockets,
    )
