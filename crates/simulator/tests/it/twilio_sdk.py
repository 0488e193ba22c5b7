"""Works the town with Twilio's own SDK and prints what it saw as one JSON object.

Usage: twilio_sdk.py <the town's address>, with a JSON object on stdin: account, token, from, to, webhook (url, fields,
signature). Nothing here reaches Twilio: the one HTTP client it has sends every call to the town.
"""

import json
import sys
from datetime import datetime, timedelta, timezone

from twilio.base.exceptions import TwilioRestException
from twilio.http.http_client import TwilioHttpClient
from twilio.request_validator import RequestValidator
from twilio.rest import Client

HOSTS = ("https://api.twilio.com", "https://content.twilio.com")


class TownHttpClient(TwilioHttpClient):
    """Sends what is meant for Twilio to the town."""

    def __init__(self, town):
        super().__init__()
        self.town = town

    def request(self, method, url, *args, **kwargs):
        for host in HOSTS:
            if url.startswith(host):
                return super().request(method, self.town + url[len(host):], *args, **kwargs)
        if url.startswith(self.town):
            return super().request(method, url, *args, **kwargs)
        raise ValueError(f"a call to {url} would leave the town")


def code_of(call):
    """The number of the refusal that the call runs into, and the HTTP status."""
    try:
        call()
    except TwilioRestException as refusal:
        return [refusal.status, refusal.code]
    return None


def main():
    town = sys.argv[1]
    given = json.load(sys.stdin)
    http = TownHttpClient(town)
    client = Client(given["account"], given["token"], http_client=http)
    stranger = Client(given["account"], "another token", http_client=http)
    words = "Olá, Dona Conceição! Não se preocupe: já vimos o sinal. 👍"
    sent = client.messages.create(to=given["to"], from_=given["from"], body=words)
    fetched = client.messages(sent.sid).fetch()
    hour_ago = datetime.now(timezone.utc) - timedelta(hours=1)
    listed = client.messages.list(to=given["to"], date_sent_after=hour_ago, limit=20)
    paged = list(client.messages.stream(page_size=1, limit=5))
    account = client.api.v2010.accounts(given["account"]).fetch()
    templates = client.content.v1.content_and_approvals.list()
    webhook = given["webhook"]
    validator = RequestValidator(given["token"])
    tampered = dict(webhook["fields"], Body="outra coisa")
    print(json.dumps({
        "sid": sent.sid,
        "status": sent.status,
        "direction": sent.direction,
        "body": sent.body,
        "created_is_a_date": isinstance(sent.date_created, datetime),
        "fetched": fetched.sid,
        "listed": [message.sid for message in listed],
        "paged": len(paged),
        "account": account.status,
        "templates": [[one.friendly_name, one.language, one.approval_requests["status"]] for one in templates],
        "no_to": code_of(lambda: client.messages.create(to="", from_=given["from"], body="oi")),
        "bad_to": code_of(lambda: client.messages.create(to="whatsapp:+12", from_=given["from"], body="oi")),
        "missing": code_of(lambda: client.messages("SM" + "0" * 32).fetch()),
        "bad_token": code_of(lambda: stranger.messages.create(to=given["to"], from_=given["from"], body="oi")),
        "valid": validator.validate(webhook["url"], webhook["fields"], webhook["signature"]),
        "tampered": validator.validate(webhook["url"], tampered, webhook["signature"]),
        "elsewhere": validator.validate(webhook["url"] + "x", webhook["fields"], webhook["signature"]),
    }))


main()
