"""JSON as the portal writes it: letters as they are, names in the order in which they are given."""

import json
from typing import Any

import orjson
from flask.json.provider import JSONProvider
from flask.wrappers import Response


class Json(JSONProvider):
    """Flask's way to orjson, which writes an assessment ten times as fast as Python's own."""

    def dumps(self, obj: Any, **kwargs: Any) -> str:
        return self._written(obj).decode()

    def loads(self, s: str | bytes, **kwargs: Any) -> Any:
        return orjson.loads(s)

    def response(self, *args: Any, **kwargs: Any) -> Response:
        body = self._written(self._prepare_response_obj(args, kwargs))
        return Response(body, mimetype="application/json")

    def _written(self, obj: Any) -> bytes:
        try:
            return orjson.dumps(obj)
        except TypeError:
            # Half a surrogate pair, sent by somebody and told back, has no UTF-8.
            return json.dumps(obj).encode()
