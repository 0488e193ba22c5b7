//! The index in the process: the behaviour of all, and what its files survive.

use enlace_domain::ArticleId;
use enlace_search::{EdgeIndex, Index, Probe, Shape};
use tempfile::TempDir;

use crate::behaviour::{self, everything, passage, shape};

fn index(folder: &TempDir) -> EdgeIndex {
    EdgeIndex::new(folder.path().to_owned(), shape())
}

macro_rules! behaves {
    ($($name:ident)+) => {
        $(
            #[tokio::test(flavor = "multi_thread")]
            async fn $name() {
                let folder = tempfile::tempdir().unwrap();
                behaviour::$name(&index(&folder)).await;
            }
        )+
    };
}

behaves! {
    finds_by_words_and_by_sense
    finds_by_ways_of_asking
    filters
    replaces_and_removes
    is_rebuilt_without_a_gap
    says_for_which_request_it_was_made
    refuses_vectors_of_another_length
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_put_is_there_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let one = ArticleId::new();
    let first = index(&folder);
    first
        .put(one, vec![passage(one, 3, "Mudança de endereço", 2)])
        .await
        .unwrap();
    let held = first.held().await.unwrap();
    drop(first);
    assert_eq!(index(&folder).held().await.unwrap(), held);
    let second = index(&folder);
    second.rebuild(vec![passage(one, 4, "Mudança", 2)], 7).await.unwrap();
    let mark = second.mark().await.unwrap();
    drop(second);
    assert_eq!(index(&folder).mark().await.unwrap(), mark);
    assert_eq!(mark.made_for, Some(7));
}

#[tokio::test(flavor = "multi_thread")]
async fn broken_files_are_thrown_away() {
    let folder = tempfile::tempdir().unwrap();
    let one = ArticleId::new();
    let first = index(&folder);
    first.put(one, vec![passage(one, 1, "Portabilidade", 2)]).await.unwrap();
    drop(first);
    for file in walk(folder.path()) {
        let name = file.file_name().unwrap().to_owned();
        if name != "lock" && name != "current" {
            std::fs::write(file, b"broken").unwrap();
        }
    }
    let again = index(&folder);
    assert!(again.held().await.unwrap().is_empty());
    again.put(one, vec![passage(one, 1, "Portabilidade", 2)]).await.unwrap();
    let found = again
        .nearest(Probe::Words("portabilidade".to_owned()), &everything(), 1)
        .await
        .unwrap();
    assert_eq!(found.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_processes_do_not_share_files() {
    let folder = tempfile::tempdir().unwrap();
    let (one, two) = (index(&folder), index(&folder));
    let article = ArticleId::new();
    one.put(article, vec![passage(article, 1, "Um", 0)]).await.unwrap();
    assert!(two.held().await.unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn words_alone_need_no_vectors() {
    let folder = tempfile::tempdir().unwrap();
    let index = EdgeIndex::new(folder.path().to_owned(), Shape::words_only());
    let one = ArticleId::new();
    index
        .put(one, vec![passage(one, 1, "Teste de velocidade", 0)])
        .await
        .unwrap();
    let found = index
        .nearest(Probe::Words("velocidades".to_owned()), &everything(), 1)
        .await
        .unwrap();
    assert_eq!(found[0].article, one);
}

fn walk(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(walk(&path));
        } else {
            files.push(path);
        }
    }
    files
}
