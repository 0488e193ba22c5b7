//! By which name to address somebody.

/// What stands first in the names of businesses and before those of people, in lower case: greeting it would sound like a machine.
const NOT_A_FIRST_NAME: &[&str] = &[
    "academia",
    "açougue",
    "associação",
    "autoescola",
    "auto",
    "bar",
    "barbearia",
    "clínica",
    "colégio",
    "condomínio",
    "consultório",
    "contato",
    "creche",
    "distribuidora",
    "dona",
    "dr",
    "dra",
    "drogaria",
    "escola",
    "escritório",
    "espaço",
    "estúdio",
    "farmácia",
    "floricultura",
    "gráfica",
    "hotel",
    "igreja",
    "imobiliária",
    "instituto",
    "lanchonete",
    "laboratório",
    "lava",
    "loja",
    "lojas",
    "mercado",
    "mercearia",
    "mini",
    "oficina",
    "ótica",
    "padaria",
    "panificadora",
    "papelaria",
    "paróquia",
    "pet",
    "pizzaria",
    "pousada",
    "restaurante",
    "salão",
    "senhor",
    "senhora",
    "seu",
    "sítio",
    "sorveteria",
    "sr",
    "sra",
    "studio",
    "supermercado",
    "transportadora",
    "fazenda",
    "chácara",
];

/// The first name, as one writes it; `None` where the name is a number, a sign, a title or a business.
#[must_use]
pub fn first_name(name: &str) -> Option<String> {
    let first = name.split_whitespace().next()?;
    let is_a_name = (2..=20).contains(&first.chars().count()) && first.chars().all(char::is_alphabetic);
    if !is_a_name || NOT_A_FIRST_NAME.contains(&first.to_lowercase().as_str()) {
        return None;
    }
    let mut letters = first.chars();
    let initial = letters.next()?;
    Some(
        initial
            .to_uppercase()
            .chain(letters.flat_map(char::to_lowercase))
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::first_name;

    #[test]
    fn people_are_addressed_by_their_first_name() {
        assert_eq!(first_name("MARIA DA SILVA").as_deref(), Some("Maria"));
        assert_eq!(first_name(" joão pedro").as_deref(), Some("João"));
    }

    #[test]
    fn what_is_no_name_is_left_out() {
        for name in [
            "(62) 99876-5432",
            "🌻🌻",
            "J",
            "",
            "Contato sem nome",
            "Barbearia do Zé",
            "DONA Zilda",
        ] {
            assert_eq!(first_name(name), None, "{name}");
        }
    }
}
