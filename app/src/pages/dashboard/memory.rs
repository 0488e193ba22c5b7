//! Where the dashboard was left: who looks behind a figure and comes back finds it as it was.

use std::{cell::RefCell, collections::HashMap};

use leptos::{html, prelude::*};

#[derive(Default)]
struct Left {
    /// The dashboard's address that was looked at last.
    address: Option<String>,
    /// How far each address was scrolled.
    scrolled: HashMap<String, i32>,
}

thread_local! {
    // of this browser's page; on the server nothing is written
    static LEFT: RefCell<Left> = RefCell::default();
}

/// Notes the dashboard's address.
pub(super) fn was_at(address: String) {
    LEFT.with_borrow_mut(|left| left.address = Some(address));
}

/// The dashboard's address that was looked at last, if any.
pub(super) fn last() -> Option<String> {
    LEFT.with_borrow(|left| left.address.clone())
}

/// Keeps how far an element is scrolled at an address, until it goes.
pub(super) fn keep_scroll(element: NodeRef<html::Div>, address: Signal<String>) -> impl Fn() {
    move || {
        if let Some(element) = element.get_untracked() {
            LEFT.with_borrow_mut(|left| left.scrolled.insert(address.get_untracked(), element.scroll_top()));
        }
    }
}

/// Scrolls an element to where it was left at this address; call it once what it shows is there.
pub(super) fn scroll_back(element: NodeRef<html::Div>, address: &str) {
    let Some(top) = LEFT.with_borrow_mut(|left| left.scrolled.remove(address)) else {
        return;
    };
    // the rows are laid out with the next frame
    request_animation_frame(move || {
        if let Some(element) = element.get_untracked() {
            element.set_scroll_top(top);
        }
    });
}
