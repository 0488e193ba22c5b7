//! How people begin: by the hour, or with no greeting at all.

use rand::{Rng, rngs::StdRng};

/// A greeting for the local hour (0 to 23); often none.
pub(in crate::people) fn greeting(rng: &mut StdRng, hour: u8) -> &'static str {
    let of_the_hour: &[&str] = match hour {
        5..12 => &[
            "bom dia",
            "bom dia!",
            "bom diaa",
            "oi bom dia",
            "bom dia pessoal",
            "bdia",
        ],
        12..18 => &["boa tarde", "boa tarde!", "oi boa tarde", "boa tarde pessoal", "btarde"],
        _ => &["boa noite", "boa noite!", "oi boa noite", "boa noite gente", "bnoite"],
    };
    let plain = ["oi", "olá", "oii", "opa", "oi tudo bem?", "ei", "moço", "oi gente"];
    match rng.random_range(0..100) {
        0..45 => of_the_hour[rng.random_range(0..of_the_hour.len())],
        45..70 => plain[rng.random_range(0..plain.len())],
        _ => "",
    }
}
