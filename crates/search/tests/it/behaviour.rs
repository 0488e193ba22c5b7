//! What every index must do. Each backend runs all of it.

use enlace_domain::{ArticleId, article::Audience};
use enlace_search::{Filter, Held, Index, Mark, Passage, Probe, Question, Shape, find};
use time::{Date, macros::date};
use uuid::Uuid;

pub const TODAY: Date = date!(2026 - 11 - 28);

/// For the vectors of these tests.
pub fn shape() -> Shape {
    Shape {
        embedder: Some("test".to_owned()),
        dimensions: 4,
    }
}

/// A passage for subscribers that holds for good; its vector points along one axis.
pub fn passage(article: ArticleId, version: i32, text: &str, axis: usize) -> Passage {
    let mut sense = vec![0.1_f32; 4];
    sense[axis] = 1.0;
    let length = sense.iter().map(|x| x * x).sum::<f32>().sqrt();
    Passage {
        id: Uuid::now_v7(),
        asked_for: None,
        article,
        version,
        text: text.to_owned(),
        sense: Some(sense.into_iter().map(|x| x / length).collect()),
        category: "technical_troubleshooting".to_owned(),
        audience: Audience::Subscriber,
        valid_from: None,
        valid_until: None,
    }
}

pub fn everything() -> Filter {
    Filter {
        category: None,
        audience: None,
        day: TODAY,
    }
}

async fn by_words(index: &dyn Index, text: &str, filter: &Filter) -> Vec<ArticleId> {
    let found = index.nearest(Probe::Words(text.to_owned()), filter, 10).await.unwrap();
    found.into_iter().map(|found| found.article).collect()
}

pub async fn finds_by_words_and_by_sense(index: &dyn Index) {
    let [los, bill] = [ArticleId::new(), ArticleId::new()];
    index
        .put(los, vec![passage(los, 1, "Luz LOS vermelha no aparelho", 0)])
        .await
        .unwrap();
    index
        .put(bill, vec![passage(bill, 1, "Segunda via da fatura em PDF", 1)])
        .await
        .unwrap();
    assert_eq!(by_words(index, "luzes vermelhas", &everything()).await, [los]);
    assert_eq!(by_words(index, "FATURAS", &everything()).await, [bill]);
    assert!(by_words(index, "oi não de para", &everything()).await.is_empty());
    let probe = Probe::Sense(passage(bill, 1, "", 1).sense.unwrap());
    let found = index.nearest(probe, &everything(), 10).await.unwrap();
    assert_eq!(found.iter().map(|found| found.article).collect::<Vec<_>>(), [bill, los]);
    assert!((found[0].score - 1.0).abs() < 1e-3, "{}", found[0].score);
    let question = Question {
        text: "fatura".to_owned(),
        sense: passage(bill, 1, "", 1).sense,
        filter: everything(),
        limit: 1,
    };
    let found = find(index, &question).await.unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].article, found[0].version), (bill, 1));
    assert!(found[0].words.is_some() && found[0].sense.is_some());
}

pub async fn finds_by_ways_of_asking(index: &dyn Index) {
    let [los, bill] = [ArticleId::new(), ArticleId::new()];
    let text = passage(los, 1, "Perda de sinal óptico", 0);
    let way = Passage {
        asked_for: Some(text.id),
        ..passage(los, 1, "tem uma luz vermelha piscando", 2)
    };
    let shown = text.id;
    index.put(los, vec![text, way]).await.unwrap();
    index
        .put(bill, vec![passage(bill, 1, "Fatura em PDF", 1)])
        .await
        .unwrap();
    let vector = || passage(los, 1, "", 2).sense.unwrap();
    let found = index.nearest(Probe::Asked(vector()), &everything(), 5).await.unwrap();
    assert_eq!(found.len(), 1, "ways of asking and no passages");
    assert!(found[0].asked && found[0].passage == shown && found[0].article == los);
    let found = index.nearest(Probe::Sense(vector()), &everything(), 5).await.unwrap();
    assert!(found.len() == 2 && found.iter().all(|found| !found.asked));
    let found = index
        .nearest(Probe::Words("luzes vermelhas".to_owned()), &everything(), 5)
        .await
        .unwrap();
    assert_eq!((found[0].passage, found[0].asked), (shown, true));
    let held = index.held().await.unwrap();
    assert_eq!(held.iter().find(|held| held.article == los).unwrap().passages, 2);
    let question = Question {
        text: "luz vermelha".to_owned(),
        sense: Some(vector()),
        filter: everything(),
        limit: 5,
    };
    let found = find(index, &question).await.unwrap();
    assert_eq!((found[0].article, found[0].passage), (los, shown));
}

pub async fn filters(index: &dyn Index) {
    let [open, secret, over, other] = std::array::from_fn(|_| ArticleId::new());
    let text = "desbloqueio de confiança";
    index.put(open, vec![passage(open, 1, text, 0)]).await.unwrap();
    let audience = Audience::Agents;
    index
        .put(
            secret,
            vec![Passage {
                audience,
                ..passage(secret, 1, text, 0)
            }],
        )
        .await
        .unwrap();
    let valid_until = TODAY.previous_day();
    index
        .put(
            over,
            vec![Passage {
                valid_until,
                ..passage(over, 1, text, 0)
            }],
        )
        .await
        .unwrap();
    let category = "billing_and_payments".to_owned();
    let last = Passage {
        category: category.clone(),
        valid_from: Some(TODAY),
        valid_until: Some(TODAY),
        ..passage(other, 1, text, 0)
    };
    index.put(other, vec![last]).await.unwrap();
    let sorted = |mut found: Vec<ArticleId>| {
        found.sort();
        found
    };
    assert_eq!(
        sorted(by_words(index, text, &everything()).await),
        sorted(vec![open, secret, other])
    );
    let subscriber = Filter {
        audience: Some(Audience::Subscriber),
        ..everything()
    };
    assert_eq!(
        sorted(by_words(index, text, &subscriber).await),
        sorted(vec![open, other])
    );
    let billing = Filter {
        category: Some(category),
        ..everything()
    };
    assert_eq!(by_words(index, text, &billing).await, [other]);
}

pub async fn replaces_and_removes(index: &dyn Index) {
    let one = ArticleId::new();
    let first = vec![
        passage(one, 1, "Roteador antigo", 0),
        passage(one, 1, "Senha antiga", 1),
    ];
    index.put(one, first).await.unwrap();
    index.put(one, vec![passage(one, 2, "Roteador novo", 0)]).await.unwrap();
    let held = vec![Held {
        article: one,
        version: 2,
        passages: 1,
    }];
    assert_eq!(index.held().await.unwrap(), held);
    assert!(by_words(index, "senha antiga", &everything()).await.is_empty());
    assert_eq!(by_words(index, "roteador", &everything()).await, [one]);
    index.remove(one).await.unwrap();
    assert!(index.held().await.unwrap().is_empty());
    assert!(by_words(index, "roteador", &everything()).await.is_empty());
}

pub async fn is_rebuilt_without_a_gap(index: &dyn Index) {
    let [old, new] = [ArticleId::new(), ArticleId::new()];
    index
        .put(old, vec![passage(old, 1, "Internet lenta à noite", 0)])
        .await
        .unwrap();
    let many: Vec<Passage> = (0..300)
        .map(|at| passage(new, 1, &format!("Internet rápida {at}"), at % 4))
        .collect();
    let searching = async {
        // as long as the other works, the question is answered every time, by the one or by the other
        let mut answers = 0;
        loop {
            let found = by_words(index, "internet", &everything()).await;
            assert!(!found.is_empty());
            answers += 1;
            if found[0] == new {
                return answers;
            }
            tokio::task::yield_now().await;
        }
    };
    let (rebuilt, answers) = tokio::join!(index.rebuild(many, 1), searching);
    rebuilt.unwrap();
    assert!(answers > 0);
    assert_eq!(
        index
            .held()
            .await
            .unwrap()
            .iter()
            .map(|held| held.article)
            .collect::<Vec<_>>(),
        [new]
    );
}

pub async fn says_for_which_request_it_was_made(index: &dyn Index) {
    assert_eq!(index.mark().await.unwrap(), Mark::default(), "nobody has made it");
    let one = ArticleId::new();
    index.put(one, vec![passage(one, 1, "Um", 0)]).await.unwrap();
    assert_eq!(index.mark().await.unwrap().made_for, None);
    let passages = vec![passage(one, 1, "Um", 0), passage(one, 1, "Dois", 1)];
    index.rebuild(passages, 12).await.unwrap();
    let mark = Mark {
        made_for: Some(12),
        passages: 2,
    };
    assert_eq!(index.mark().await.unwrap(), mark);
    index.remove(one).await.unwrap();
    let mark = Mark { passages: 0, ..mark };
    assert_eq!(index.mark().await.unwrap(), mark);
}

pub async fn refuses_vectors_of_another_length(index: &dyn Index) {
    let one = ArticleId::new();
    let short = Passage {
        sense: Some(vec![1.0]),
        ..passage(one, 1, "Curto", 0)
    };
    assert!(index.put(one, vec![short]).await.is_err());
    assert!(index.nearest(Probe::Sense(vec![1.0]), &everything(), 1).await.is_err());
}
