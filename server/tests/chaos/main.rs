//! A minute of the chaos run: workers are killed, PostgreSQL is restarted, a provider fails, and the account balances.
//! Apart from the other tests, for it must be alone: beside what they do two cores send no 50 messages a second.

#[path = "../it/binary.rs"]
mod binary;

use std::process::Stdio;

use serde_json::Value;

use crate::binary::enlace;

#[test]
fn nothing_is_lost_doubled_or_reordered_in_a_minute_of_chaos() {
    let output = enlace()
        .args(["bench", "chaos", "--seconds", "60", "--json"])
        .stderr(Stdio::inherit())
        .output()
        .unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{printed}");
    let figures: Value = serde_json::from_str(printed.lines().last().unwrap()).unwrap();
    assert_eq!(figures["messages"], 3_000, "{figures}");
    for account in ["lost", "doubled", "reordered", "failed", "undecided"] {
        assert_eq!(figures[account], 0, "{account}: {figures}");
    }
}
