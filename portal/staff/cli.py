"""`flask staff create-admin | edits-texts`: what those who run the portal decide of the office."""

import sys

import click
from flask import current_app, url_for
from flask.cli import AppGroup

group = AppGroup("staff", help="The office: its first administrator, and who keeps the texts.")


@group.command("create-admin")
@click.option("--organisation", prompt="Name of the organisation", help="Made where it is new.")
@click.option("--external-id", help="What single sign-on calls it, such as its CVR number.")
@click.option("--email", prompt="E-mail of the administrator")
@click.option("--name", prompt="Name of the administrator")
def create_admin(organisation: str, external_id: str | None, email: str, name: str) -> None:
    """Make an administrator, and print the one-time link with which to choose a password.

    For an administrator who exists already it prints a new link, which turns the second factor
    off: the way back in for the last one who lost both.
    """
    from portal.staff import typed

    address, plain = email.strip().lower(), " ".join(name.split())
    if typed.email_problem(address):
        sys.exit("That is not an e-mail address.")
    if typed.name_problem(plain) or not 0 < len(organisation.strip()) <= 100:
        sys.exit("A name needs 1 to 100 characters.")
    try:
        token = _link_for(organisation.strip(), external_id, address, plain)
    except ValueError as error:
        sys.exit(str(error))
    config = current_app.extensions["config"]
    base = config.base_url or f"http://localhost:{config.port}"
    with current_app.test_request_context(base_url=base):
        path = url_for("staff.link", lang="da", token=token)
    click.echo(f"Open this link and choose a password. It works once:\n{base}{path}")


@group.command("edits-texts")
@click.option("--organisation", prompt="Name of the organisation")
@click.option("--stop", is_flag=True, help="It keeps them no more.")
def edits_texts(organisation: str, stop: bool) -> None:
    """Let an organisation keep the portal's own texts: it sees what readers told of them."""
    from sqlmodel import select

    from portal.staff.scope import unscoped
    from portal.staff.tables import Organisation

    with unscoped() as session:
        named = select(Organisation).where(Organisation.name == organisation.strip())
        found = session.exec(named).first()
        if found is None:
            sys.exit("There is no organisation of that name.")
        found.edits_texts = not stop
        session.commit()
    click.echo(f"{organisation.strip()} {'no longer keeps' if stop else 'keeps'} the texts.")


def _link_for(organisation: str, external_id: str | None, email: str, name: str) -> str:
    from sqlmodel import select

    from portal.staff import links
    from portal.staff.actions import Action
    from portal.staff.roles import Role
    from portal.staff.scope import unscoped
    from portal.staff.tables import LogEntry, Organisation, Purpose, User

    with unscoped() as session:
        of = session.exec(select(Organisation).where(Organisation.name == organisation)).first()
        if of is None:
            of = Organisation(name=organisation)
            session.add(of)
        of.external_id = external_id or of.external_id
        session.flush()
        user = session.exec(select(User).where(User.email == email)).first()
        if user is None:
            user = User(organisation_id=of.id or 0, email=email, name=name, role=Role.ADMINISTRATOR)
            session.add(user)
            session.flush()
        elif user.organisation_id != of.id or user.role is not Role.ADMINISTRATOR or user.disabled:
            raise ValueError("That address has an account of another kind.")
        purpose = Purpose.RESET if user.password_hash else Purpose.INVITE
        token = links.make(session, user, purpose, clears_totp=True)
        action = Action.LINK_MADE_BY_COMMAND
        session.add(LogEntry(organisation_id=of.id, user_id=user.id, action=action))
        session.commit()
        return token
