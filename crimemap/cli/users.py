"""`crimemap users`: the first administrator, and what only an operator can do when nobody is left to ask."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import click
from sqlalchemy.orm import Session

from crimemap import settings
from crimemap.cli.running import Group
from crimemap.editorial import accounts
from crimemap.editorial.accounts import Account, Link
from crimemap.editorial.installation import open_database
from crimemap.editorial.people import EVERYWHERE, Grant, Role
from crimemap.terms import Refusal

_OPERATOR = "operator"


@click.group(cls=Group)
def users() -> None:
    """Who may sign in to the newsroom."""


@contextmanager
def _writing() -> Iterator[Session]:
    """A session that is committed when all went well."""
    database = open_database(settings.load())
    with database.session(writing=True) as session:
        yield session
        session.commit()
    database.dispose()


@users.command("add")
@click.argument("email")
@click.option("--name", required=True, help="As colleagues know the person.")
@click.option(
    "--role",
    "roles",
    type=click.Choice([role.value for role in Role]),
    multiple=True,
    required=True,
    help="Once or more.",
)
@click.option(
    "--partnership",
    "partnerships",
    multiple=True,
    required=True,
    help="A code such as E22000123, once or more; '*' for every one.",
)
def add_user(email: str, name: str, roles: tuple[str, ...], partnerships: tuple[str, ...]) -> None:
    """Invite EMAIL. The last line is the link to pass on: it works once, for seven days."""
    grants = [Grant(Role(role), place) for role in roles for place in partnerships]
    now = datetime.now(UTC)
    with _writing() as session:
        account = accounts.add(session, name=name, email=email, grants=grants, now=now, by=_OPERATOR)
        secret = accounts.new_link(session, account, Link.INVITATION, by=_OPERATOR, now=now)
    _tell_link(secret)


@users.command("list")
def list_users() -> None:
    """Every account: address, name, state, what it may do; as tab-separated lines."""
    database = open_database(settings.load())
    with database.session() as session:
        for account in accounts.everybody(session):
            grants = ", ".join(
                sorted(
                    f"{grant.role} {'everywhere' if grant.partnership == EVERYWHERE else grant.partnership}"
                    for grant in account.grants
                )
            )
            click.echo("\t".join((account.email, account.name, _state(account), grants)))
    database.dispose()


@users.command("remove")
@click.argument("email")
@click.option("--yes", is_flag=True, help="Do not ask.")
def remove_user(email: str, yes: bool) -> None:
    """Erase EMAIL's account: name and address are gone for good, what the person wrote stays."""
    if not yes:
        click.confirm(f"Erase the account of {email} for good?", abort=True)
    with _writing() as session:
        accounts.erase(session, _account(session, email), by=_OPERATOR, now=datetime.now(UTC))
    click.echo("Erased.")


@users.command("reset-second-factor")
@click.argument("email")
def reset_second_factor(email: str) -> None:
    """For a lost phone: EMAIL chooses a password and sets up a phone anew, by the link in the last line."""
    with _writing() as session:
        secret = accounts.start_over(session, _account(session, email), by=_OPERATOR, now=datetime.now(UTC))
    _tell_link(secret)


def _account(session: Session, email: str) -> Account:
    found = accounts.by_email(session, email)
    if found is None:
        raise Refusal(f"There is no account of {email}: `crimemap users list` shows them all.")
    return found


def _state(account: Account) -> str:
    if not account.active:
        return "closed"
    return "active" if account.accepted_at else "invited"


def _tell_link(secret: str) -> None:
    click.echo("Pass this link on, in a way that only this person can read:", err=True)
    click.echo(f"{settings.load().site_url}/newsroom/invitations/{secret}")
