//! `enlace person`: the first administrator of a new desk, or a lost password.

use anyhow::{Context, Result};
use enlace_desk::seed::{self, NewPerson};
use secrecy::ExposeSecret;

use super::read_secret;
use crate::{cli::PersonCommand, processes::database::Database};

/// Makes the person, or gives an existing one this role and password.
pub async fn run(command: PersonCommand) -> Result<()> {
    let password = read_secret(&command.password_file)?;
    let database = Database::open(&command.database).await?;
    let pool = database.pool(4).await?;
    let person = NewPerson {
        name: command.name,
        email: command.email.clone(),
        role: command.role,
        capacity: 8,
        queues: enlace_domain::QueueKey::ALL.to_vec(),
        password: password.expose_secret().to_owned(),
    };
    seed::set_person(&pool, &person)
        .await
        .context("Failed to make the person")?;
    tracing::info!("{} may log in now", command.email);
    pool.close().await;
    database.close().await;
    Ok(())
}
