//! Cities of Goiás and addresses as they are given there: quadra and lote, or a number.

use rand::{Rng, rngs::StdRng};

use super::names::one_of;

/// A city: its name, its telephone area and its neighbourhoods.
pub(super) struct City {
    pub name: &'static str,
    pub area_code: &'static str,
    sectors: &'static [&'static str],
    /// Of 100 subscribers.
    share: u32,
}

const CITIES: &[City] = &[
    City {
        name: "Goiânia",
        area_code: "62",
        share: 26,
        sectors: &[
            "Setor Bueno",
            "Setor Oeste",
            "Setor Sul",
            "Setor Pedro Ludovico",
            "Setor Campinas",
            "Setor Coimbra",
            "Jardim América",
            "Jardim Goiás",
            "Jardim Guanabara II",
            "Parque Amazônia",
            "Vila Nova",
            "Vila Redenção",
            "Residencial Eldorado",
            "Setor Urias Magalhães",
            "Setor Criméia Leste",
            "Jardim Novo Mundo",
            "Parque Atheneu",
            "Setor Faiçalville",
            "Conjunto Vera Cruz",
            "Bairro Goiá",
        ],
    },
    City {
        name: "Aparecida de Goiânia",
        area_code: "62",
        share: 18,
        sectors: &[
            "Setor Garavelo",
            "Jardim Tiradentes",
            "Setor Buriti Sereno",
            "Vila Brasília",
            "Cidade Livre",
            "Jardim Luz",
            "Setor dos Afonsos",
            "Colina Azul",
            "Parque Veiga Jardim",
            "Cardoso Continuação",
            "Setor Independência Mansões",
            "Papillon Park",
        ],
    },
    City {
        name: "Anápolis",
        area_code: "62",
        share: 14,
        sectors: &[
            "Jundiaí",
            "Vila Jaiara",
            "Maracanã",
            "Bairro JK Nova Capital",
            "Setor Central",
            "Recanto do Sol",
            "Vila Santa Isabel",
            "Filostro Machado",
            "Parque Brasília",
            "Jardim Alexandrina",
        ],
    },
    City {
        name: "Trindade",
        area_code: "62",
        share: 8,
        sectors: &[
            "Setor Maysa",
            "Vila Pai Eterno",
            "Setor Central",
            "Jardim Imperial",
            "Setor Cristina",
            "Ana Rosa",
        ],
    },
    City {
        name: "Senador Canedo",
        area_code: "62",
        share: 8,
        sectors: &[
            "Jardim das Oliveiras",
            "Vila Galvão",
            "Conjunto Uirapuru",
            "Residencial Morumbi",
            "Setor Flor do Ipê",
        ],
    },
    City {
        name: "Formosa",
        area_code: "61",
        share: 8,
        sectors: &[
            "Setor Formosinha",
            "Jardim Califórnia",
            "Setor Nordeste",
            "Vila Carolina",
            "Parque Lago",
            "Setor Abreu",
        ],
    },
    City {
        name: "Luziânia",
        area_code: "61",
        share: 7,
        sectors: &[
            "Jardim Ingá",
            "Parque Estrela Dalva II",
            "Setor Fumal",
            "Vila Guará",
            "Parque JK",
            "Setor Aeroporto",
        ],
    },
    City {
        name: "Valparaíso de Goiás",
        area_code: "61",
        share: 4,
        sectors: &[
            "Jardim Oriente",
            "Céu Azul",
            "Parque Rio Branco",
            "Cidade Jardins",
            "Etapa A",
        ],
    },
    City {
        name: "Rio Verde",
        area_code: "64",
        share: 4,
        sectors: &[
            "Setor Morada do Sol",
            "Vila Borges",
            "Bairro Popular",
            "Jardim Presidente",
            "Setor Pausanes",
        ],
    },
    City {
        name: "Caldas Novas",
        area_code: "64",
        share: 3,
        sectors: &[
            "Setor Itaguaí II",
            "Bandeirantes",
            "Setor Bairro Turista",
            "Estância Itanhangá",
            "Jardim Roma",
        ],
    },
];

const STREETS: &[&str] = &[
    "Rua das Palmeiras",
    "Rua Dom Pedro II",
    "Rua Goiás",
    "Avenida Brasil",
    "Rua Sete de Setembro",
    "Avenida Central",
    "Rua Minas Gerais",
    "Rua São Paulo",
    "Rua Maranhão",
    "Avenida dos Ipês",
    "Rua das Acácias",
    "Rua Padre Trindade",
    "Rua Cora Coralina",
    "Avenida Bernardo Sayão",
    "Rua Rui Barbosa",
    "Rua Benedito Gontijo",
    "Travessa do Comércio",
];

/// A city, the large ones more often.
pub(super) fn city(rng: &mut StdRng) -> &'static City {
    let mut ticket = rng.random_range(0..CITIES.iter().map(|city| city.share).sum::<u32>());
    for city in CITIES {
        if ticket < city.share {
            return city;
        }
        ticket -= city.share;
    }
    &CITIES[0]
}

/// An address within the city, without the city's name.
pub(super) fn address(rng: &mut StdRng, city: &City) -> String {
    let sector = one_of(rng, city.sectors);
    let block = rng.random_range(1..160);
    let lot = rng.random_range(1..38);
    match rng.random_range(0..100) {
        0..45 => format!("Rua {}, Qd. {block} Lt. {lot}, {sector}", street_code(rng)),
        45..70 => format!("{}, Qd. {block} Lt. {lot:02}, {sector}", one_of(rng, STREETS)),
        70..88 => format!("{}, nº {}, {sector}", one_of(rng, STREETS), rng.random_range(12..2_400)),
        _ => {
            let tower = ['A', 'B', 'C', 'D'][rng.random_range(0..4)];
            format!(
                "{}, nº {}, Bl. {tower}, ap. {}{:02}, {sector}",
                one_of(rng, STREETS),
                rng.random_range(50..1_500),
                rng.random_range(1..18),
                rng.random_range(1..5)
            )
        }
    }
}

/// Streets of planned sectors are numbered, or lettered with the sector's initials.
fn street_code(rng: &mut StdRng) -> String {
    match rng.random_range(0..3) {
        0 => format!("{}", rng.random_range(1..260)),
        1 => format!("T-{}", rng.random_range(1..70)),
        _ => format!(
            "{}-{}",
            ['C', 'F', 'J', 'R', 'S'][rng.random_range(0..5)],
            rng.random_range(1..190)
        ),
    }
}
