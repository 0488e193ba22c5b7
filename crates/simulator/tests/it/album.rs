//! Ten pictures at once.

use std::{collections::HashSet, time::Instant};

use serde_json::Value;

use crate::lines::{META, town_of_lines, ze};

#[tokio::test]
async fn an_album_comes_within_a_moment_and_no_picture_twice() {
    let (town, desk) = town_of_lines().await;
    let start = Instant::now();
    let ids = town.line(META).unwrap().write_album(ze(), 10).await.unwrap();
    assert!(start.elapsed().as_millis() < 300, "{:?}", start.elapsed());
    assert_eq!(ids.iter().collect::<HashSet<_>>().len(), 10);
    let files: HashSet<Value> = desk
        .calls()
        .iter()
        .map(|call| call.message()["image"]["sha256"].clone())
        .collect();
    assert_eq!(files.len(), 10);
}
