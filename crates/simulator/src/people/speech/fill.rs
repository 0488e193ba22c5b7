//! Filling the slots of a line with the speaker's facts and the moment's chances.

use rand::{Rng, rngs::StdRng, seq::IndexedRandom};

use crate::people::resident::Resident;

const WHEN: &[&str] = &[
    "desde ontem",
    "desde cedo",
    "desde hoje cedo",
    "faz umas 2 horas",
    "tem uns 20 minutos",
    "desde as 7 da manhã",
    "desde a chuva",
    "a noite toda",
    "desde o almoço",
    "faz meia hora",
    "desde sexta",
    "agora há pouco",
    "tem 3 dias",
    "desde que acabou a energia",
];
const LIGHTS: &[&str] = &[
    "a luz los vermelha",
    "uma luz vermelha piscando",
    "a luzinha do los acesa",
    "luz vermelha acesa",
    "duas luzes apagadas",
    "a luz da fibra piscando",
];
const ROOMS: &[&str] = &[
    "no quarto dos fundos",
    "no meu quarto",
    "na cozinha",
    "na área",
    "no segundo andar",
    "no escritório",
    "na edícula",
    "na garagem",
    "na varanda",
];
const DEVICES: &[&str] = &[
    "a tv da sala",
    "meu celular",
    "o notebook",
    "a impressora",
    "o videogame",
    "a alexa",
    "o tablet da minha filha",
];
const APPS: &[&str] = &[
    "netflix",
    "globoplay",
    "youtube",
    "tv",
    "chamada de vídeo",
    "live",
    "aula online",
];
const MONTHS: &[&str] = &["agosto", "setembro", "outubro", "novembro", "dezembro"];
const DAYS: &[&str] = &["5", "8", "10", "12", "15", "20", "25"];
const REASONS: &[&str] = &[
    "tô mudando de cidade",
    "achei uma mais barata",
    "cai demais",
    "não tô usando",
    "fiquei desempregado",
    "o atendimento é ruim",
    "mudei pra uma casa que já tem",
    "subiu muito o preço",
    "vou morar com minha mãe",
    "nunca chegou a velocidade que prometeram",
];

/// The line with every slot replaced.
pub(in crate::people) fn fill(rng: &mut StdRng, resident: &Resident, line: &str) -> String {
    let mut filled = String::with_capacity(line.len() + 24);
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let (slot, after) = after.split_once('}').unwrap_or((after, ""));
        filled.push_str(&value(rng, resident, slot));
        rest = after;
    }
    filled.push_str(rest);
    filled
}

fn value(rng: &mut StdRng, resident: &Resident, slot: &str) -> String {
    let list = match slot {
        "quando" => WHEN,
        "luz" => LIGHTS,
        "comodo" => ROOMS,
        "aparelho" => DEVICES,
        "app" => APPS,
        "mes" => MONTHS,
        "dia" => DAYS,
        "motivo" => REASONS,
        "n" => return rng.random_range(2..10).to_string(),
        "bairro" => return resident.sector.clone(),
        "no_bairro" => return with_article(&resident.sector, "no", "na"),
        "do_bairro" => return with_article(&resident.sector, "do", "da"),
        "pro_bairro" => return with_article(&resident.sector, "pro", "pra"),
        "nome" => return resident.full_name.clone(),
        "contrato" => {
            return resident
                .contract
                .clone()
                .unwrap_or_else(|| "que fiz semana passada".to_owned());
        }
        "plano" => return resident.plan.clone(),
        "valor" => return resident.fee.clone(),
        _ => &[],
    };
    list.choose(rng).copied().unwrap_or_default().to_owned()
}

/// Neighbourhoods are masculine but for some whose first word is not.
fn with_article(sector: &str, masculine: &str, feminine: &str) -> String {
    let first = sector.split(' ').next().unwrap_or_default();
    let article = if matches!(first, "Vila" | "Cidade" | "Colina" | "Estância" | "Ana" | "Etapa") {
        feminine
    } else {
        masculine
    };
    format!("{article} {sector}")
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;

    use super::*;
    use crate::{
        people::{
            intent::Intent,
            speech::{ANSWERS, matter},
        },
        place::{strangers, subscribers},
    };

    #[test]
    fn articles_go_with_the_neighbourhood() {
        assert_eq!(with_article("Vila Galvão", "no", "na"), "na Vila Galvão");
        assert_eq!(with_article("Setor Sul", "pro", "pra"), "pro Setor Sul");
    }

    #[test]
    fn no_slot_stays_open_in_any_line() {
        let mut rng = StdRng::seed_from_u64(1);
        let residents = [
            Resident::from(&subscribers(1, 1)[0]),
            Resident::stranger(&strangers(1, 1)[0], "Setor Sul".to_owned()),
        ];
        for intent in Intent::ALL {
            let matter = matter(*intent);
            let lines = matter
                .openers
                .iter()
                .chain(matter.at_a_business)
                .chain(matter.details)
                .chain(matter.answers)
                .chain(matter.again);
            for line in lines.chain(ANSWERS) {
                for resident in &residents {
                    for slot in line.split('{').skip(1).filter_map(|rest| rest.split('}').next()) {
                        assert!(
                            !value(&mut rng, resident, slot).is_empty(),
                            "{line}: nothing for {slot}"
                        );
                    }
                    let filled = fill(&mut rng, resident, line);
                    assert!(!filled.contains(['{', '}']), "{line} -> {filled}");
                }
            }
        }
    }
}
