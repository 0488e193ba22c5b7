//! Subscribers.

use std::sync::atomic::{AtomicU32, Ordering};

use enlace_desk::{
    Desk,
    seed::{self, NewCustomer},
};
use enlace_domain::{CustomerStatus, Money, PhoneNumber};
use time::OffsetDateTime;

static NEXT: AtomicU32 = AtomicU32::new(1);

/// A mobile number of Goiânia that no other call of this process gave.
#[must_use]
pub fn phone() -> PhoneNumber {
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    PhoneNumber::parse(&format!("+55629{:08}", 80_000_000 + number)).expect("a Brazilian mobile")
}

/// A customer with a contract, known by the number that is returned.
pub async fn customer(desk: &Desk, name: &str) -> PhoneNumber {
    let phone = phone();
    let new = NewCustomer {
        name: name.to_owned(),
        phone: phone.clone(),
        email: None,
        contract_number: format!("4{}", &phone.as_str()[6..]),
        plan_name: "Fibra 500".to_owned(),
        plan_speed: 500,
        monthly_fee: Money::from_cents(11_990),
        installation_address: "Rua das Acácias, 120, Setor Sul".to_owned(),
        city: "Goiânia".to_owned(),
        status: CustomerStatus::Active,
        since: OffsetDateTime::UNIX_EPOCH,
    };
    seed::customers(desk, &[new]).await.expect("the customer is new");
    phone
}
