//! Who wrote: somebody we know, under any spelling of the number, or a new contact.

use enlace_domain::{ChannelId, ContactId, ConversationId, CustomerId, PhoneNumber};
use enlace_store::contacts::{self, Addresses};
use enlace_whatsapp::Sender;
use sqlx::PgConnection;

use crate::DeskError;

/// Longest name we keep of a WhatsApp profile, in characters.
const NAME_LIMIT: usize = 120;

/// Who wrote, and what they have open with us.
#[derive(Clone, Debug)]
pub(super) struct Contact {
    pub id: ContactId,
    pub customer: Option<CustomerId>,
    /// The subscriber's name, else the one on WhatsApp.
    pub name: String,
    pub open_conversation: Option<ConversationId>,
}

/// What a contact is looked up by.
pub(super) fn addresses<'a>(from: &'a Sender, phone: &'a Option<PhoneNumber>) -> Addresses<'a> {
    Addresses {
        wa_id: from.wa_id.as_ref(),
        phone: phone.as_ref(),
        bsuid: from.bsuid.as_deref(),
    }
}

/// The number behind the sender's account, where it is one.
pub(super) fn phone(from: &Sender) -> Option<PhoneNumber> {
    from.wa_id.as_ref().and_then(|wa_id| wa_id.phone().ok())
}

/// The sender's address as people read it.
pub(super) fn for_people(from: &Sender) -> String {
    match (&from.wa_id, &from.bsuid) {
        (Some(wa_id), _) => wa_id
            .phone()
            .map_or_else(|_| format!("+{}", wa_id.as_str()), |phone| phone.for_people()),
        (None, id) => id.clone().unwrap_or_default(),
    }
}

/// What a sender is called who gives no name.
pub(super) fn nameless(from: &Sender) -> String {
    phone(from).map_or_else(|| "Contato sem nome".to_owned(), |phone| phone.for_people())
}

/// What somebody calls themselves, where it is a name at all.
fn called(name: Option<&str>) -> Option<String> {
    let name: String = name?.trim().chars().take(NAME_LIMIT).collect();
    (!name.is_empty()).then_some(name)
}

/// Finds the sender, or makes a contact of them, called by what they call themselves or else by their number.
///
/// Runs outside of the transaction of the message: the unique keys of the addresses decide who is first, and a contact that
/// is already there is simply found.
pub(super) async fn find_or_make(
    conn: &mut PgConnection,
    channel: ChannelId,
    from: &Sender,
    name: Option<&str>,
) -> Result<Contact, DeskError> {
    let phone = phone(from);
    let addresses = addresses(from, &phone);
    // at most one other can be faster for each address
    for _ in 0..4 {
        if let Some(known) = contacts::find(conn, addresses, channel).await? {
            if !known.all_addresses_known {
                contacts::add_addresses(conn, known.id, addresses).await?;
            }
            let mut contact = Contact {
                id: known.id,
                customer: known.customer,
                name: known.customer_name.unwrap_or(known.display_name),
                open_conversation: known.open_conversation,
            };
            // somebody may have become a subscriber since they last wrote
            if let (None, None, Some(phone)) = (contact.customer, contact.open_conversation, &phone)
                && let Some((customer, name)) = contacts::tie_to_customer(conn, contact.id, phone).await?
            {
                contact.customer = Some(customer);
                contact.name = name;
            }
            // we wrote to them first, and nobody knew what to call them
            if let (None, Some(name)) = (contact.customer, called(name)) {
                let nameless = nameless(from);
                if contact.name == nameless {
                    contacts::give_name(conn, contact.id, &nameless, &name).await?;
                    contact.name = name;
                }
            }
            return Ok(contact);
        }
        let display_name = called(name).unwrap_or_else(|| nameless(from));
        if let Some(made) = contacts::create(conn, &display_name, addresses).await? {
            metrics::counter!("enlace_contacts_made_total").increment(1);
            let (customer, name) = made.customer.unzip();
            return Ok(Contact {
                id: made.id,
                customer,
                name: name.unwrap_or(display_name),
                open_conversation: None,
            });
        }
    }
    Err(DeskError::Internal(anyhow::anyhow!(
        "the contact could be neither found nor made"
    )))
}
