"""What schemathesis has to know of the API beyond its document: how to sign in, and what texts of our formats look like.

Rules that no schema can say are listed in `PARTLY_DESCRIBED`: requests that break one of them are made valid, so that
every other refusal of what the document allows is a failure.
"""

import datetime
import json
import os
import urllib.error
import urllib.request
import uuid

import schemathesis
from hypothesis import strategies as st

GATEWAY = os.environ["OPENAPI_TEST_URL"]
PASSWORD = f"correct horse {uuid.uuid4()}"


def post(path, body):
    request = urllib.request.Request(
        GATEWAY + path, json.dumps(body).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=30) as response:
        return json.load(response)


def register():
    account = {"email": f"{uuid.uuid4()}@example.com", "password": PASSWORD}
    return account, post("/auth/register", {**account, "name": "Ada"})["token"]


ACCOUNT, _ = register()
_, STRANGER = register()


def operation_id(case):
    return case.operation.definition.raw.get("operationId")


# A session for each request: some of them end sessions. Whoever changes the password has an account of their own.
@schemathesis.auth(refresh_interval=None)
class Session:
    def get(self, case, context):
        if operation_id(case) == "changePassword":
            return register()[1]
        return post("/auth/login", ACCOUNT)["token"]

    def set(self, case, token, context):
        # A cookie that was made up is not looked at beside a bearer token, and would only be mistaken for valid.
        case.cookies.pop("__Host-session", None)
        case.headers["Authorization"] = f"Bearer {token}"


# Passwords that nobody would try first.
schemathesis.openapi.format("password", st.uuids().map(lambda value: f"battery staple {value}"))

# Only the server can make one. The empty one is the first page.
schemathesis.openapi.format("page-token", st.just(""))

FIELDS = st.permutations(["name", "create_time", "update_time"])
DIRECTION = st.sampled_from(["", " asc", " desc"])
schemathesis.openapi.format(
    "aip-132-order",
    st.builds(
        lambda fields, directions, count: ", ".join(map("".join, zip(fields[:count], directions))),
        FIELDS,
        st.lists(DIRECTION, min_size=3, max_size=3),
        st.integers(0, 3),
    ),
)

TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=40).map(
    lambda text: '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
)
TIME = st.datetimes(min_value=datetime.datetime(1970, 1, 1)).map(lambda time: f'"{time.isoformat(timespec="seconds")}Z"')
COMPARISON = st.one_of(
    st.builds("{}{}{}".format, st.sampled_from(["name", "description"]),
              st.sampled_from(["=", "!=", "<", "<=", ">", ">=", ":"]), TEXT),
    st.builds("{}{}{}".format, st.sampled_from(["create_time", "update_time"]),
              st.sampled_from(["=", "!=", "<", "<=", ">", ">="]), TIME),
    TEXT,
)
schemathesis.openapi.format(
    "aip-160-filter",
    st.one_of(
        st.just(""),
        st.recursive(
            COMPARISON,
            lambda inner: st.one_of(
                st.builds("NOT ({})".format, inner),
                st.builds("({}) {} ({})".format, inner, st.sampled_from(["AND", "OR"]), inner),
            ),
            max_leaves=8,
        ),
    ).filter(lambda text: len(text.encode()) <= 2000),
)


def soon():
    return (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=7)).isoformat(timespec="seconds")


def expires_soon(body):
    """A token ends in the future, in a year at most."""
    if isinstance(body.get("expireTime"), str):
        body["expireTime"] = soon()


def gives_what_it_names(body):
    """A name that the mask names is given: without one it would become empty."""
    mask = body.get("updateMask")
    if isinstance(mask, str) and "name" in mask.split(",") and not body.get("name"):
        body["name"] = "stone"


def knows_the_password(body):
    """The current password is the right one."""
    body["currentPassword"] = PASSWORD


PARTLY_DESCRIBED = {
    "changePassword": knows_the_password,
    "createToken": expires_soon,
    "updateEntity": gives_what_it_names,
}


@schemathesis.hook
def map_case(context, case):
    complete = PARTLY_DESCRIBED.get(operation_id(case))
    if complete and case.meta and case.meta.generation.mode.is_positive and isinstance(case.body, dict):
        complete(case.body)
    return case


@schemathesis.check
def is_hidden_from_strangers(context, response, case):
    """What somebody reads by its id, somebody else does not find."""
    request = response.request
    if case.method != "GET" or "{id}" not in case.path or response.status_code != 200:
        return
    stranger = urllib.request.Request(request.url, headers={"Authorization": f"Bearer {STRANGER}"})
    try:
        with urllib.request.urlopen(stranger, timeout=30) as answer:
            status = answer.status
    except urllib.error.HTTPError as error:
        status = error.code
    assert status == 404, f"a stranger who asks for {case.path} gets {status}"
