//! Short forms of WhatsApp Portuguese and the words they stand for, already without accents.

/// Pairs of a short form and its word, sorted by the short form for a binary search.
const SHORT_FORMS: &[(&str, &str)] = &[
    ("aki", "aqui"),
    ("aq", "aqui"),
    ("blz", "beleza"),
    ("ce", "voce"),
    ("ceis", "voces"),
    ("ces", "voces"),
    ("dms", "demais"),
    ("dnv", "denovo"),
    ("dnvo", "denovo"),
    ("dsd", "desde"),
    ("hj", "hoje"),
    ("kd", "cade"),
    ("kero", "quero"),
    ("ksa", "casa"),
    ("msm", "mesmo"),
    ("mt", "muito"),
    ("mto", "muito"),
    ("n", "nao"),
    ("net", "internet"),
    ("nn", "nao"),
    ("num", "nao"),
    ("oces", "voces"),
    ("oq", "que"),
    ("p", "para"),
    ("pf", "favor"),
    ("pfv", "favor"),
    ("pfvr", "favor"),
    ("pq", "porque"),
    ("pra", "para"),
    ("pro", "para"),
    ("q", "que"),
    ("qnd", "quando"),
    ("qnt", "quanto"),
    ("qro", "quero"),
    ("qto", "quanto"),
    ("s", "sem"),
    ("ta", "esta"),
    ("tava", "estava"),
    ("tb", "tambem"),
    ("tbm", "tambem"),
    ("td", "tudo"),
    ("tds", "todos"),
    ("to", "estou"),
    ("tou", "estou"),
    ("vc", "voce"),
    ("vcs", "voces"),
];

/// The word a short form stands for, or the token itself.
pub(super) fn expand(token: &str) -> &str {
    SHORT_FORMS
        .binary_search_by_key(&token, |(short, _)| short)
        .map_or(token, |found| SHORT_FORMS[found].1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_so_that_the_search_finds_everything() {
        assert!(SHORT_FORMS.is_sorted_by(|a, b| a.0 < b.0));
        assert_eq!(
            (expand("vcs"), expand("aki"), expand("boleto")),
            ("voces", "aqui", "boleto")
        );
    }
}
