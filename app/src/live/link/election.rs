//! Which tab holds the stream: the one that has the Web Lock. The browser gives it to the next when a tab goes, however
//! it goes.

use std::{cell::RefCell, rc::Rc};

use js_sys::{Function, Promise, Reflect};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};

const LOCK: &str = "enlace-live";

/// What ends this tab's holding of the lock: the resolving function of the promise the lock waits for.
#[derive(Default)]
enum Term {
    #[default]
    Waiting,
    Held(Function),
    Ended,
}

/// This tab's candidacy; dropping it gives the lock up or lets it pass by.
pub(super) struct Election {
    term: Rc<RefCell<Term>>,
}

impl Election {
    /// Waits for the lock and calls `elected` once it is there. `None` where the browser has no locks, which it has
    /// only in secure contexts. Called by reflection: web-sys counts locks among its unstable parts.
    pub(super) fn stand(elected: impl Fn(()) + 'static) -> Option<Self> {
        let locks = Reflect::get(&window().navigator(), &"locks".into())
            .ok()
            .filter(JsValue::is_object)?;
        let request: Function = Reflect::get(&locks, &"request".into()).ok()?.dyn_into().ok()?;
        let term = Rc::new(RefCell::new(Term::Waiting));
        let on_granted = {
            let term = Rc::clone(&term);
            Closure::<dyn FnMut(JsValue) -> JsValue>::new(move |_lock| {
                if matches!(*term.borrow(), Term::Ended) {
                    return JsValue::UNDEFINED;
                }
                let held = Promise::new(&mut |resolve, _reject| *term.borrow_mut() = Term::Held(resolve));
                elected(());
                held.into()
            })
        };
        // The browser may call it long after this tab has lost interest: it belongs to the browser.
        request.call2(&locks, &LOCK.into(), &on_granted.into_js_value()).ok()?;
        Some(Self { term })
    }
}

impl Drop for Election {
    fn drop(&mut self) {
        if let Term::Held(resolve) = self.term.replace(Term::Ended) {
            // A promise's resolving function does not fail.
            let _ = resolve.call0(&JsValue::UNDEFINED);
        }
    }
}
