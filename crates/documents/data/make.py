"""Makes the documents that the import is tested with, by tools of other people: python-docx, fpdf2, reportlab, Pillow.

    pip install python-docx fpdf2 reportlab pillow
    python make.py
"""

import io

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from fpdf import FPDF
from PIL import Image, ImageDraw
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import ListFlowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle


def picture(words=None):
    image = Image.new("RGB", (400, 200) if words else (24, 24), "white" if words else "green")
    if words:
        ImageDraw.Draw(image).text((20, 80), words, fill="black")
    file = io.BytesIO()
    image.save(file, "PNG")
    file.seek(0)
    return file


def link(paragraph, words, address):
    part = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    holder = OxmlElement("w:hyperlink")
    holder.set(qn("r:id"), part)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = words
    run.append(text)
    holder.append(run)
    paragraph._p.append(holder)


def word():
    file = docx.Document()
    file.core_properties.title = ""
    file.add_heading("Trocar o roteador", 0)
    file.add_paragraph("Antes de começar, anote o nome e a senha da rede.")
    file.add_heading("Passos", 1)
    first = file.add_paragraph("Desligue o roteador ", style="List Number")
    first.add_run("antigo").bold = True
    first.add_run(" da tomada.")
    file.add_paragraph("Ligue o cabo da ONU na porta WAN.", style="List Number")
    file.add_heading("Luzes", 1)
    table = file.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Luz", "Sentido"
    for light, sense in [("LOS", "Sem sinal na fibra"), ("PON", "Conectado")]:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = light, sense
    file.add_heading("Mais ajuda", 2)
    file.add_paragraph("Fibra apagada", style="List Bullet")
    file.add_paragraph("Rede sem nome", style="List Bullet")
    link(file.add_paragraph("Veja também "), "a página de ajuda", "https://exemplo.com.br/ajuda")
    file.add_picture(picture())
    file.save("roteador.docx")


def fpdf():
    pdf = FPDF()
    pdf.set_title("Segunda via da fatura")
    pdf.add_page()
    pdf.set_font("Helvetica", "B", 22)
    pdf.cell(0, 14, "Segunda via da fatura", new_x="LMARGIN", new_y="NEXT")
    pdf.set_font("Helvetica", "", 11)
    pdf.multi_cell(0, 6, "A segunda via sai na hora, pelo WhatsApp ou pela área do cliente. O código de barras é o mesmo da fatura original.", new_x="LMARGIN", new_y="NEXT")
    pdf.ln(4)
    pdf.set_font("Helvetica", "B", 16)
    pdf.cell(0, 10, "Como pedir", new_x="LMARGIN", new_y="NEXT")
    pdf.set_font("Helvetica", "", 11)
    for line in ["1. Diga o CPF do titular.", "2. Escolha o mês.", "3. Receba o código Pix."]:
        pdf.cell(0, 7, line, new_x="LMARGIN", new_y="NEXT")
    pdf.ln(4)
    pdf.set_font("Helvetica", "B", 16)
    pdf.cell(0, 10, "Prazos", new_x="LMARGIN", new_y="NEXT")
    pdf.set_font("Helvetica", "", 11)
    with pdf.table() as table:
        for row in [("Forma", "Baixa"), ("Pix", "Na hora"), ("Boleto", "Dois dias úteis")]:
            cells = table.row()
            for cell in row:
                cells.cell(cell)
    pdf.image(picture(), w=10)
    pdf.output("segunda-via.pdf")

    pdf = FPDF()
    pdf.add_page()
    pdf.image(picture("CONTRATO DE ADESAO"), w=180)
    pdf.output("escaneado.pdf")

    pdf = FPDF()
    pdf.set_encryption(owner_password="dono", user_password="segredo")
    pdf.add_page()
    pdf.set_font("Helvetica", "", 11)
    pdf.cell(0, 10, "Ninguém lê isto sem a senha.")
    pdf.output("com-senha.pdf")


def platypus():
    styles = getSampleStyleSheet()
    steps = ["Abra o aplicativo.", "Toque em <b>Velocidade</b>.", "Espere trinta segundos."]
    table = Table([["Plano", "Cabo", "Wi-Fi 5 GHz"], ["300 Mega", "270 Mbps", "180 Mbps"], ["600 Mega", "540 Mbps", "320 Mbps"]])
    table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black)]))
    SimpleDocTemplate("velocidade.pdf", pagesize=A4, title="", invariant=1).build(
        [
            Paragraph("Como ler o teste de velocidade", styles["Title"]),
            Paragraph("O teste mede o caminho entre o aparelho e o servidor. Pelo Wi-Fi a medida é menor que pelo cabo, "
                      "e isso é normal. Veja <a href='https://exemplo.com.br/teste'>o nosso teste</a>.", styles["BodyText"]),
            Paragraph("Passos", styles["Heading2"]),
            ListFlowable([Paragraph(step, styles["BodyText"]) for step in steps], bulletType="1"),
            Paragraph("O que esperar", styles["Heading2"]),
            Spacer(1, 6),
            table,
        ]
    )


word()
fpdf()
platypus()
