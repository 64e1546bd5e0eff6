"""What every share is a share of: a Flask view that does nothing but return bytes."""

from flask import Flask, Response

app = Flask(__name__, static_folder=None)


@app.route("/<int:size>", methods=["GET", "POST"])
def page(size: int) -> Response:
    return Response(b"x" * size, mimetype="text/html")


@app.get("/healthz")
def healthz() -> str:
    return "ok"
