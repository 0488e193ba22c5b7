"""Works the town with pywa, an independent client of Meta's Cloud API, and prints what it saw as one JSON object.

Usage: pywa_sdk.py <the address of the town's line>, with a JSON object on stdin: number_id, waba, token, secret, to,
updates (body and signature of each webhook), file (base64). Nothing here reaches Meta: the one HTTP client it has sends
every call to the town.
"""

import base64
import json
import logging
import sys

import httpx
from pywa import WhatsApp
from pywa.errors import WhatsAppError
from pywa.types import Button, Section, SectionList, SectionRow
from pywa.types.templates import BodyText, TemplateLanguage
from pywa.utils import webhook_updates_validator

GRAPH = "https://graph.facebook.com"


class TownTransport(httpx.HTTPTransport):
    """Sends what is meant for Meta to the town."""

    def __init__(self, town):
        super().__init__()
        self.town = httpx.URL(town)

    def handle_request(self, request):
        url = request.url
        if not str(url).startswith((GRAPH, str(self.town))):
            raise ValueError(f"a call to {url} would leave the town")
        request.url = url.copy_with(scheme=self.town.scheme, host=self.town.host, port=self.town.port)
        request.headers["host"] = f"{self.town.host}:{self.town.port}"
        return super().handle_request(request)


class Complaints(logging.Handler):
    """Remembers what pywa logs as a warning or worse."""

    def __init__(self):
        super().__init__(logging.WARNING)
        self.heard = []

    def emit(self, record):
        self.heard.append(f"{record.getMessage()} {record.exc_info and record.exc_info[1]!r}")


def code_of(call):
    """The number of the refusal that the call runs into."""
    try:
        call()
    except WhatsAppError as refusal:
        return refusal.code
    return None


def read(wa, given):
    """What pywa makes of the webhooks."""
    seen, valid, tampered = [], [], []

    def heard(kind):
        return lambda _, update: seen.append([kind, str(getattr(update, "type", None) or update.status)])

    wa.on_message()(heard("message"))
    wa.on_message_status()(heard("status"))
    wa.on_callback_button()(heard("button"))
    wa.on_callback_selection()(heard("selection"))
    wa.on_edited_message()(heard("edited"))
    wa.on_deleted_message()(heard("deleted"))
    for update in given["updates"]:
        body = update["body"].encode()
        valid.append(wa.webhook_update_validator(body, update["signature"]) is None)
        tampered.append(webhook_updates_validator(given["secret"], body + b" ", update["signature"]))
        wa.webhook_update_handler(body)
    return {"seen": seen, "valid": all(valid), "tampered": any(tampered)}


def main():
    town = sys.argv[1]
    given = json.load(sys.stdin)
    complaints = Complaints()
    logging.getLogger("pywa").addHandler(complaints)
    wa = WhatsApp(
        phone_id=given["number_id"],
        waba_id=given["waba"],
        token=given["token"],
        app_secret=given["secret"],
        session=httpx.Client(transport=TownTransport(town)),
        server=None,
        filter_updates=False,
    )
    to = given["to"]
    text = wa.send_message(to, "Olá, Dona Conceição! 👍", tracker="out-1")
    answers = [Button("Sim", callback_data="ok"), Button("Não", callback_data="nok")]
    buttons = wa.send_message(to, "Resolveu?", buttons=answers)
    rows = [SectionRow(title="2ª via", callback_data="2via", description="Boleto e PIX")]
    listed = wa.send_message(to, "Assunto?", buttons=SectionList("Opções", sections=[Section("Financeiro", rows=rows)]))
    body = BodyText.params("Ana", "R$ 99,90", "10/12")
    template = wa.send_template(to, name="aviso_fatura", language=TemplateLanguage.PORTUGUESE_BR, params=[body])
    media = wa.upload_media(base64.b64decode(given["file"]), mime_type="application/pdf", filename="fatura.pdf")
    document = wa.send_document(to, media, filename="fatura.pdf", caption="Segue")
    reaction = wa.send_reaction(to, "👍", given["heard"])
    found = wa.get_media_url(given["picture"])
    picture = wa.get_media_bytes(found.url)
    unknown = code_of(lambda: wa.send_template(to, name="nenhum", language=TemplateLanguage.PORTUGUESE_BR, params=[]))
    templates = [[one.name, str(one.status)] for one in wa.get_templates()]
    read_ok = wa.mark_message_as_read(given["heard"])
    print(json.dumps({
        "sent": [one.id for one in (text, buttons, listed, template, document, reaction)],
        "picture": len(picture),
        "mime": found.mime_type,
        "unknown": unknown,
        "templates": templates,
        "read": bool(read_ok),
        **read(wa, given),
        "complaints": complaints.heard,
    }))


main()
