"""The commands of the office."""

from flask import Flask
from sqlmodel import select

from portal.staff import links
from portal.staff.roles import Role
from portal.staff.scope import unscoped
from portal.staff.tables import Organisation


def create_admin(office: Flask, *more: str) -> tuple[int, str]:
    arguments = ["staff", "create-admin", "--organisation", "Solvang", *more]
    result = office.test_cli_runner().invoke(args=arguments)
    return result.exit_code, result.output


def test_the_first_administrator_comes_by_a_command(office: Flask) -> None:
    code, output = create_admin(
        office, "--email", "CHEF@x.example", "--name", "Chef", "--external-id", "12345678"
    )
    assert code == 0, output
    link = output.splitlines()[-1]
    assert link.startswith("http://localhost:8000/da/staff/link/")
    found = links.look(link.rpartition("/")[2])
    assert found is not None
    _, user, organisation = found
    assert (user.email, user.role, organisation.name) == (
        "chef@x.example",
        Role.ADMINISTRATOR,
        "Solvang",
    )
    assert organisation.external_id == "12345678"
    again, output = create_admin(office, "--email", "chef@x.example", "--name", "Chef")
    assert again == 0
    assert links.look(link.rpartition("/")[2]) is None
    assert links.look(output.splitlines()[-1].rpartition("/")[2])


def test_a_command_that_cannot_be_done_says_why(office: Flask) -> None:
    assert create_admin(office, "--email", "no", "--name", "X")[0] != 0
    assert create_admin(office, "--email", "a@x.example", "--name", " ")[0] != 0
    create_admin(office, "--email", "a@x.example", "--name", "A")
    other = ["staff", "create-admin", "--organisation", "Other", "--email", "a@x.example"]
    result = office.test_cli_runner().invoke(args=[*other, "--name", "A"])
    assert result.exit_code != 0
    with unscoped() as session:
        assert len(session.exec(select(Organisation)).all()) == 1


def test_the_command_asks_for_what_is_missing(office: Flask) -> None:
    result = office.test_cli_runner().invoke(
        args=["staff", "create-admin"], input="Solvang\nb@x.example\nB\n"
    )
    assert result.exit_code == 0
    assert "/da/staff/link/" in result.output
