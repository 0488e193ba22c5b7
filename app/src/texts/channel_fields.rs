//! What each field of a provider's form is, where the vendor shows it, and what it takes.

use crate::texts::Locale;

/// The words for one field of a provider's form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldWords {
    /// What it is called.
    pub label: &'static str,
    /// What it is and where the vendor shows it.
    pub hint: &'static str,
    /// What is allowed, where something else was entered.
    pub problem: &'static str,
}

/// The words for a field, by its name in the form; `None` for one that this page does not know yet.
#[must_use]
pub fn field_words(locale: Locale, field: &str) -> Option<FieldWords> {
    let (_, pt, en) = FIELDS.iter().find(|(name, ..)| *name == field)?;
    let (label, hint, problem) = *match locale {
        Locale::PtBr => pt,
        Locale::En => en,
    };
    Some(FieldWords { label, hint, problem })
}

/// Label, hint, problem.
type Words = (&'static str, &'static str, &'static str);

/// The fields: name, Brazilian Portuguese, English.
macro_rules! fields {
    ($($name:literal: $pt:expr, $en:expr;)+) => {
        const FIELDS: &[(&str, Words, Words)] = &[$(($name, $pt, $en),)+];
    };
}

fields! {
    "from":
        (
            "Número do WhatsApp",
            "O número da sua empresa, com + e o código do país, como +55 62 3030-0000.",
            "Escreva o número com + e o código do país, como +55 62 3030-0000.",
        ),
        (
            "WhatsApp number",
            "Your company's number, with + and its country code, like +55 62 3030-0000.",
            "Write the number with + and its country code, like +55 62 3030-0000.",
        );
    "account_sid":
        (
            "Account SID",
            "Identifica a sua conta. No console da Twilio, na página inicial, em Account Info. Começa com AC.",
            "AC e 32 algarismos de 0 a 9 e letras de a a f.",
        ),
        (
            "Account SID",
            "Names your account. In Twilio's console, on the first page, under Account Info. Begins with AC.",
            "AC and 32 digits of 0 to 9 and a to f.",
        );
    "auth_token":
        (
            "Auth Token",
            "A senha da conta, que também assina os webhooks. No console da Twilio, logo abaixo do Account SID: use o token primário.",
            "O token primário da conta.",
        ),
        (
            "Auth Token",
            "The account's password, which also signs the webhooks. In Twilio's console, right below the Account SID: take the primary token.",
            "The account's primary token.",
        );
    "api_key_sid":
        (
            "API Key SID",
            "Envia no lugar do Auth Token. No console da Twilio, em Account, API keys & tokens. Começa com SK.",
            "SK e 32 algarismos de 0 a 9 e letras de a a f.",
        ),
        (
            "API key SID",
            "Sends instead of the Auth Token. In Twilio's console, under Account, API keys & tokens. Begins with SK.",
            "SK and 32 digits of 0 to 9 and a to f.",
        );
    "api_key_secret":
        (
            "API Key Secret",
            "A Twilio mostra uma única vez, ao criar a API Key. Preencha junto com o SID dela.",
            "Preencha junto com o API Key SID, ou deixe os dois em branco.",
        ),
        (
            "API key secret",
            "Twilio shows it once, when the API key is made. Fill it in together with the key's SID.",
            "Fill it in together with the API key SID, or leave both blank.",
        );
    "shared_key":
        (
            "Chave de assinatura dos webhooks",
            "Só se a sua conta assina os webhooks com uma chave à parte (HMAC-SHA256). Sem ela, vale o Auth Token.",
            "A chave combinada com a Twilio.",
        ),
        (
            "Webhook signing key",
            "Only if your account signs webhooks with a key of its own (HMAC-SHA256). Without it the Auth Token counts.",
            "The key that is shared with Twilio.",
        );
    "messaging_service_sid":
        (
            "Messaging Service SID",
            "Envia por um Messaging Service em vez do número. No console da Twilio, em Messaging, Services. Começa com MG.",
            "MG e 32 algarismos de 0 a 9 e letras de a a f.",
        ),
        (
            "Messaging Service SID",
            "Sends through a Messaging Service instead of the number. In Twilio's console, under Messaging, Services. Begins with MG.",
            "MG and 32 digits of 0 to 9 and a to f.",
        );
    "content_sid_ask":
        (
            "Content SID das perguntas com opções",
            "Um conteúdo do tipo List Picker do Content Template Builder. Sem ele, as opções vão como linhas numeradas. Começa com HX.",
            "HX e 32 algarismos de 0 a 9 e letras de a a f.",
        ),
        (
            "Content SID of questions with choices",
            "A List Picker of the Content Template Builder. Without it, choices go as numbered lines. Begins with HX.",
            "HX and 32 digits of 0 to 9 and a to f.",
        );
    "phone_number_id":
        (
            "ID do número de telefone",
            "Só algarismos. No painel de apps da Meta, em WhatsApp, Configuração da API.",
            "De 5 a 32 algarismos, como a Meta mostra.",
        ),
        (
            "Phone number ID",
            "Digits only. In Meta's app dashboard, under WhatsApp, API Setup.",
            "5 to 32 digits, as Meta shows it.",
        );
    "waba_id":
        (
            "ID da conta do WhatsApp Business",
            "Só algarismos, ao lado do ID do número. Sem ele não há modelos.",
            "De 5 a 32 algarismos, como a Meta mostra.",
        ),
        (
            "WhatsApp Business account ID",
            "Digits only, beside the phone number ID. Without it there are no templates.",
            "5 to 32 digits, as Meta shows it.",
        );
    "access_token":
        (
            "Token de acesso permanente",
            "De um usuário do sistema: na Meta, em Configurações do negócio, Usuários do sistema, Gerar token. O token temporário da página da API vale só um dia.",
            "Um token de acesso permanente.",
        ),
        (
            "Permanent access token",
            "Of a system user: at Meta, under Business settings, System users, Generate token. The temporary one of the API page lasts a day.",
            "A permanent access token.",
        );
    "app_secret":
        (
            "Chave secreta do app",
            "Confere a assinatura dos webhooks. No painel de apps da Meta, em Configurações do app, Básico.",
            "A chave secreta do app.",
        ),
        (
            "App secret",
            "Checks the signature of webhooks. In Meta's app dashboard, under App settings, Basic.",
            "The app's secret.",
        );
    "verify_token":
        (
            "Token de verificação",
            "Uma palavra que você escolhe. Escreva a mesma na Meta, em WhatsApp, Configuração, ao cadastrar o webhook.",
            "Uma palavra escolhida por você.",
        ),
        (
            "Verify token",
            "A word of your own. Enter the same one at Meta, under WhatsApp, Configuration, with the webhook.",
            "A word of your own.",
        );
    "version":
        (
            "Versão da API",
            "Em branco, a versão para a qual o Enlace foi feito.",
            "A letra v e um número, como v26.0.",
        ),
        (
            "API version",
            "Blank: the version that Enlace was made for.",
            "v and a number, like v26.0.",
        );
    "api_key":
        (
            "Chave da API",
            "No 360dialog Hub, no número, em API Key. A chave antiga deixa de valer quando outra é gerada.",
            "A chave da API deste número.",
        ),
        (
            "API key",
            "In the 360dialog Hub, at the number, under API Key. The old key ends when another one is made.",
            "The number's API key.",
        );
    "webhook_secret":
        (
            "Segredo do webhook",
            "Você escolhe: vai no fim do endereço do webhook e prova que o aviso vem do provedor. Anote antes de salvar.",
            "De 20 a 128 letras, algarismos, - e _.",
        ),
        (
            "Webhook secret",
            "You choose it: it stands at the end of the webhook's address and proves that a report comes from the provider. Note it before you save.",
            "20 to 128 letters, digits, - and _.",
        );
    "webhook_authorization":
        (
            "Cabeçalho Authorization do webhook",
            "Uma segunda prova: o valor inteiro do cabeçalho que você cadastrou no webhook da 360dialog.",
            "O valor inteiro, de 8 a 512 sinais sem acento, como Basic dTpw.",
        ),
        (
            "Authorization header of the webhook",
            "A second proof: the whole value of the header that you entered with the webhook at 360dialog.",
            "The whole value, 8 to 512 signs without accents, like Basic dTpw.",
        );
    "product_id":
        (
            "Product ID",
            "No console da Maytapi, em Settings, Token.",
            "Letras, algarismos e traços, como no console.",
        ),
        (
            "Product ID",
            "In Maytapi's console, under Settings, Token.",
            "Letters, digits and dashes, as the console shows it.",
        );
    "phone_id":
        (
            "Phone ID",
            "O número curto do aparelho, na lista Phones do console da Maytapi.",
            "Só algarismos, como no console.",
        ),
        (
            "Phone ID",
            "The phone's short number, in the list Phones of Maytapi's console.",
            "Digits only, as the console shows it.",
        );
    "token":
        (
            "Token",
            "No console da Maytapi, em Settings, Token, ao lado do Product ID.",
            "O token da API do produto.",
        ),
        (
            "Token",
            "In Maytapi's console, under Settings, Token, beside the Product ID.",
            "The product's API token.",
        );
    "base_url":
        (
            "Endereço da API",
            "Deixe em branco, a não ser que outro servidor fique entre o Enlace e o provedor. Mudar pede os segredos de novo.",
            "Um endereço que começa com https:// ou http://, sem ?.",
        ),
        (
            "API address",
            "Leave it blank, unless another server stands between Enlace and the provider. A change asks for the secrets again.",
            "An address that begins with https:// or http:// and has no ?.",
        );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_has_words_in_both_languages_once() {
        for (place, (name, ..)) in FIELDS.iter().enumerate() {
            let pt = field_words(Locale::PtBr, name).unwrap();
            let en = field_words(Locale::En, name).unwrap();
            assert_ne!(pt.hint, en.hint, "{name}");
            assert!(FIELDS[place + 1..].iter().all(|(other, ..)| other != name), "{name}");
        }
        assert_eq!(field_words(Locale::En, "unheard_of"), None);
    }
}
