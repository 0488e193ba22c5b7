//! Draws the pages that need no database, in both languages.

use app::App;
use axum::http::{Request, request::Parts};
use leptos::prelude::*;
use leptos_router::location::RequestUrl;

/// A request by a browser that prefers `language`.
fn request(language: &str) -> Parts {
    Request::builder()
        .uri("/")
        .header("accept-language", language)
        .body(())
        .unwrap()
        .into_parts()
        .0
}

/// The HTML of the page at `path`.
fn draw(path: &str, language: &str) -> String {
    let owner = Owner::new();
    owner.with(|| {
        provide_context(request(language));
        provide_context(RequestUrl::new(path));
        view! { <App/> }.to_html()
    })
}

/// Leaves a page where it can be looked at.
fn leave(name: &str, html: &str) {
    std::fs::write(std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(name), html).unwrap();
}

#[test]
fn every_section_of_the_component_sheet_is_drawn() {
    let html = draw("/kit", "pt-BR");
    leave("kit.html", &html);
    let anchors: Vec<&str> = html
        .split("href=\"#")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    assert!(anchors.len() >= 16, "{anchors:?}");
    for anchor in anchors {
        assert!(
            html.contains(&format!("id=\"{anchor}\"")),
            "nothing stands at #{anchor}"
        );
    }
}

#[test]
fn the_browser_chooses_the_language() {
    let portuguese = draw("/login", "pt-BR,pt;q=0.9,en;q=0.8");
    let english = draw("/login", "en-GB,en;q=0.9");
    leave("login.html", &portuguese);
    assert!(portuguese.contains("Entrar") && !portuguese.contains("Log in"));
    assert!(english.contains("Log in") && !english.contains("Entrar"));
}

#[test]
fn the_log_in_form_works_without_a_script() {
    let html = draw("/login", "pt-BR");
    assert!(
        html.contains("method=\"post\"") && html.contains("action=\"/api/log_in\""),
        "no plain form"
    );
    assert!(html.contains("name=\"email\"") && html.contains("name=\"password\""));
    assert!(!html.contains("disabled"), "the button must not wait for the script");
}
