//! What a person is known by, for finding what providers delivered of them.

use std::collections::HashSet;

use enlace_domain::PhoneNumber;
use sqlx::PgConnection;
use uuid::Uuid;

use super::Person;
use crate::{StoreError, merges};

/// Addresses shorter than this are looked for in no words: everybody's events would hold them.
const SHORTEST: usize = 8;

/// The addresses of a person, in every spelling that a provider may have used. No `Debug`: it may reach a log.
#[derive(Clone, PartialEq, Eq)]
pub struct Addresses {
    /// All of them: whoever sent something from one of these is the person.
    pub(super) all: Vec<String>,
    /// Those that are looked for in what was delivered. Not those that are numbers of our own, which stand in every event
    /// of a channel.
    pub(super) searched: Vec<String>,
}

impl Addresses {
    /// The addresses as the lines of a thread say them.
    pub(super) fn for_people(&self) -> Vec<String> {
        self.all.iter().map(|address| merges::for_people(address)).collect()
    }
}

/// The addresses of a person.
///
/// # Errors
/// The database said no.
pub async fn addresses(conn: &mut PgConnection, person: &Person) -> Result<Addresses, StoreError> {
    of(conn, &person.contacts).await
}

/// The addresses of these contacts; the same ones are always in the same order.
pub(super) async fn of(conn: &mut PgConnection, contacts: &[Uuid]) -> Result<Addresses, StoreError> {
    let mut all = sqlx::query_scalar!(
        "select distinct value from contact_identities where contact_id = any($1) order by value",
        contacts
    )
    .fetch_all(&mut *conn)
    .await?;
    let longer: Vec<String> = all.iter().filter_map(|value| with_ninth_digit(value)).collect();
    all.extend(longer);
    let own: HashSet<String> = sqlx::query_scalar!("select address from channels")
        .fetch_all(conn)
        .await?
        .iter()
        .filter_map(|address| match_key(address))
        .collect();
    let is_own = |address: &str| match_key(address).is_some_and(|key| own.contains(&key));
    let searched = all
        .iter()
        .filter(|address| address.len() >= SHORTEST && !is_own(address))
        .cloned()
        .collect();
    Ok(Addresses { all, searched })
}

/// What is equal for all spellings of a number; `None` for what is none.
fn match_key(address: &str) -> Option<String> {
    PhoneNumber::parse(address).ok().map(|phone| phone.match_key())
}

/// A Brazilian mobile with the digit that some providers leave out and our match keys always do.
fn with_ninth_digit(digits: &str) -> Option<String> {
    let is_short = digits.len() == 12 && digits.bytes().all(|byte| byte.is_ascii_digit());
    let (area, number) = digits.split_at_checked(4).filter(|_| is_short)?;
    area.starts_with("55").then(|| format!("{area}9{number}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_brazilian_number_without_it_gets_the_ninth_digit() {
        assert_eq!(with_ninth_digit("556298765432").as_deref(), Some("5562998765432"));
        for other in ["5562998765432", "351912345678", "BR.15021502", "", "ação12345678"] {
            assert_eq!(with_ninth_digit(other), None, "{other}");
        }
    }

    #[test]
    fn a_number_of_ours_is_known_in_every_spelling() {
        let ours = match_key("+5562998765432");
        assert!(ours.is_some());
        for spelling in ["556298765432", "5562998765432"] {
            assert_eq!(match_key(spelling), ours, "{spelling}");
        }
        assert_eq!(match_key("BR.15021502"), None);
    }
}
