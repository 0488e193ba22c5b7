//! Those who have a contract.

use std::collections::HashSet;

use enlace_domain::{CustomerStatus, Money, PhoneNumber, WaId};
use rand::{Rng, SeedableRng, rngs::StdRng};
use time::{Date, Duration, Month};

use super::{address, names, plan, shops};

/// Who holds the contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SubscriberKind {
    /// A home.
    Person,
    /// A shop, clinic, school, inn…
    Business,
}

/// A subscriber of the provider, as its billing system would know them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subscriber {
    /// On the contract.
    pub name: String,
    /// Home or business.
    pub kind: SubscriberKind,
    /// The name they gave themselves on WhatsApp.
    pub profile_name: String,
    /// Canonical, with the ninth digit; unique in the town, also by its match key.
    pub phone: PhoneNumber,
    /// WhatsApp's spelling: about a third lack the ninth digit.
    pub wa_id: WaId,
    /// Not everybody gave one.
    pub email: Option<String>,
    /// Ten digits, unique in the town.
    pub contract_number: String,
    /// As in the price list.
    pub plan_name: String,
    /// Mbit/s.
    pub plan_speed: i32,
    /// BRL a month.
    pub monthly_fee: Money,
    /// Street, block or number, and neighbourhood.
    pub installation_address: String,
    /// Name and state: `Goiânia - GO`.
    pub city: String,
    /// Most run, some are blocked, a few have ended.
    pub status: CustomerStatus,
    /// Day of the contract.
    pub customer_since: Date,
}

/// The newest contract's day. Fixed, so that a seed always gives the same town.
const LAST_CONTRACT: Date = match Date::from_calendar_date(2026, Month::November, 1) {
    Ok(day) => day,
    Err(_) => Date::MIN,
};

/// `count` subscribers; the same seed gives the same ones, and a larger count only adds to them.
#[must_use]
pub fn subscribers(seed: u64, count: usize) -> Vec<Subscriber> {
    let mut rng = StdRng::seed_from_u64(seed);
    let mut taken = HashSet::with_capacity(count);
    let mut made = Vec::with_capacity(count);
    while made.len() < count {
        // A number drawn twice is drawn again: nobody shares a phone.
        if let Some(subscriber) = subscriber(&mut rng, made.len())
            && taken.insert(subscriber.phone.match_key())
        {
            made.push(subscriber);
        }
    }
    made
}

fn subscriber(rng: &mut StdRng, index: usize) -> Option<Subscriber> {
    let kind = if rng.random_bool(0.09) {
        SubscriberKind::Business
    } else {
        SubscriberKind::Person
    };
    let city = address::city(rng);
    let (name, plan) = match kind {
        SubscriberKind::Person => (names::person(rng), plan::for_a_home(rng)),
        SubscriberKind::Business => (shops::business(rng), plan::for_a_business(rng)),
    };
    let profile_name = match kind {
        SubscriberKind::Person => names::on_whatsapp(rng, &name),
        SubscriberKind::Business => name.clone(),
    };
    let (phone, wa_id) = mobile(rng, city.area_code)?;
    let email = rng.random_bool(0.7).then(|| email(&name, index));
    let status = match rng.random_range(0..100) {
        0..92 => CustomerStatus::Active,
        92..98 => CustomerStatus::Suspended,
        _ => CustomerStatus::Cancelled,
    };
    Some(Subscriber {
        profile_name,
        phone,
        wa_id,
        email,
        contract_number: format!("{:04}{:06}", rng.random_range(2017..=2026), 100_003 + index * 7),
        plan_name: plan.name.to_owned(),
        plan_speed: plan.speed,
        monthly_fee: plan.monthly_fee(),
        installation_address: address::address(rng, city),
        city: format!("{} - GO", city.name),
        status,
        customer_since: LAST_CONTRACT - Duration::days(rng.random_range(3..3_200)),
        kind,
        name,
    })
}

/// A mobile of the area and WhatsApp's spelling of it.
pub(super) fn mobile(rng: &mut StdRng, area_code: &str) -> Option<(PhoneNumber, WaId)> {
    // Numbers given out before the ninth digit begin with 8 or 9 behind it; only such accounts may lack it.
    let digits = match rng.random_range(0..10) {
        0..4 => rng.random_range(81_000_000..86_000_000),
        4..9 => rng.random_range(91_000_000..99_700_000),
        _ => rng.random_range(95_000_000..99_000_000),
    };
    let old_account = rng.random_bool(0.33);
    let phone = PhoneNumber::parse(&format!("55{area_code}9{digits}")).ok()?;
    let ninth = if old_account { "" } else { "9" };
    let wa_id = WaId::parse(&format!("55{area_code}{ninth}{digits}")).ok()?;
    Some((phone, wa_id))
}

/// An address under the domain that belongs to nobody (RFC 2606).
fn email(name: &str, index: usize) -> String {
    let plain: String = name
        .to_lowercase()
        .chars()
        .filter_map(|letter| match letter {
            'a'..='z' | '0'..='9' => Some(letter),
            'á' | 'à' | 'â' | 'ã' => Some('a'),
            'é' | 'ê' => Some('e'),
            'í' => Some('i'),
            'ó' | 'ô' | 'õ' => Some('o'),
            'ú' | 'ü' => Some('u'),
            'ç' => Some('c'),
            ' ' => Some('.'),
            _ => None,
        })
        .collect();
    format!("{plain}{}@example.com", index % 97)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_always_gives_the_same_town() {
        assert_eq!(subscribers(7, 300), subscribers(7, 300));
        assert_eq!(subscribers(7, 300)[..100], subscribers(7, 100));
        assert_ne!(subscribers(7, 10), subscribers(8, 10));
    }

    #[test]
    fn phones_and_contracts_are_nobody_elses() {
        let town = subscribers(1, 2_000);
        let keys: HashSet<_> = town.iter().map(|one| one.phone.match_key()).collect();
        let contracts: HashSet<_> = town.iter().map(|one| one.contract_number.clone()).collect();
        assert_eq!((keys.len(), contracts.len()), (2_000, 2_000));
    }

    #[test]
    fn whatsapps_spelling_leads_to_the_same_phone() {
        let town = subscribers(1, 2_000);
        assert!(town.iter().all(|one| one.wa_id.phone().as_ref() == Ok(&one.phone)));
        let short = town.iter().filter(|one| one.wa_id.as_str().len() == 12).count();
        assert!((500..850).contains(&short), "{short} without the ninth digit");
    }

    #[test]
    fn the_town_has_all_kinds() {
        let town = subscribers(1, 2_000);
        let of = |area: &str| {
            town.iter()
                .filter(|one| one.phone.as_str().starts_with(&format!("+55{area}")))
                .count()
        };
        assert!(of("62") > 1_200 && of("61") > 200 && of("64") > 60);
        assert_eq!(of("62") + of("61") + of("64"), 2_000);
        let businesses = town.iter().filter(|one| one.kind == SubscriberKind::Business).count();
        assert!((100..300).contains(&businesses), "{businesses} businesses");
        for status in CustomerStatus::ALL {
            assert!(town.iter().any(|one| one.status == *status), "nobody is {status}");
        }
        let names: HashSet<_> = town.iter().map(|one| &one.name).collect();
        assert!(names.len() > 1_800, "{} names", names.len());
    }
}
