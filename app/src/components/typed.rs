//! Binding a field that may be written in before the page is alive.

use leptos::{html, prelude::*};

/// A field with words in it.
pub(crate) trait Typed: 'static {
    /// What stands in the field of `node`, or `None` while it isn't drawn.
    fn typed(node: NodeRef<Self>) -> Option<String>
    where
        Self: Sized + html::ElementType;
    /// Writes into the field of `node`.
    fn write(node: NodeRef<Self>, text: &str)
    where
        Self: Sized + html::ElementType;
}

macro_rules! typed {
    ($($element:ty),+) => {$(
        impl Typed for $element {
            fn typed(node: NodeRef<Self>) -> Option<String> {
                node.get().map(|field| field.value())
            }

            fn write(node: NodeRef<Self>, text: &str) {
                if let Some(field) = node.get_untracked() {
                    field.set_value(text);
                }
            }
        }
    )+};
}

typed!(html::Input, html::Textarea);

/// Binds a field to a signal. The element keeps its own value and the signal is written into it where the two differ;
/// what was typed before the page was alive goes the other way, once, into `on_early`.
pub(crate) fn bind<E>(node: NodeRef<E>, value: Signal<String>, on_early: impl Fn(String) + 'static)
where
    E: Typed + html::ElementType,
{
    Effect::new(move |ran_before: Option<bool>| {
        let Some(stands) = E::typed(node) else { return false };
        let wanted = value.get();
        if ran_before != Some(true) && wanted.is_empty() && !stands.is_empty() {
            on_early(stands);
        } else if stands != wanted {
            E::write(node, &wanted);
        }
        true
    });
}
