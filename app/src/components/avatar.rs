//! A face without a photograph: initials on a colour that stays the same for a name.

use leptos::prelude::*;

/// How large.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AvatarSize {
    /// 20 pixels: on cards.
    Small,
    /// 28 pixels: in lists.
    #[default]
    Medium,
    /// 44 pixels: at the head of a panel.
    Large,
}

/// Initials of a name, with a green dot for who is online. Decoration: the name stands beside it or in `title`.
#[component]
pub fn Avatar(
    /// Whose.
    #[prop(into)]
    name: Signal<String>,
    /// How large.
    #[prop(optional)]
    size: AvatarSize,
    /// Shows the dot.
    #[prop(optional, into)]
    online: Signal<bool>,
    /// Where no name stands beside it: what a pointer and a screen reader are told.
    #[prop(optional, into)]
    title: Option<Signal<String>>,
) -> impl IntoView {
    let named = title.is_some();
    let size = match size {
        AvatarSize::Small => "avatar-small",
        AvatarSize::Medium => "avatar-medium",
        AvatarSize::Large => "avatar-large",
    };
    view! {
        <span
            class=move || format!("avatar {size} hue-{}", hue(&name.read()))
            title=title
            role=named.then_some("img")
            aria-label=title
        >
            <span aria-hidden="true">{move || initials(&name.read())}</span>
            <span class="avatar-dot" class:on=move || online.try_get().unwrap_or_default()></span>
        </span>
    }
}

/// First letter of the first and of the last word; connecting words (`da`, `dos`) are no names.
fn initials(name: &str) -> String {
    let mut words = name.split_whitespace().filter(|word| {
        !["da", "das", "de", "do", "dos", "e"].contains(&word.to_lowercase().as_str())
            && word.chars().next().is_some_and(char::is_alphanumeric)
    });
    let first = words.next().and_then(|word| word.chars().next());
    let last = words.next_back().and_then(|word| word.chars().next());
    let letters: String = first.into_iter().chain(last).flat_map(char::to_uppercase).collect();
    if letters.is_empty() { "?".to_owned() } else { letters }
}

/// One of six colours (FNV-1a, so that server and browser agree whatever their hash seeds).
fn hue(name: &str) -> u32 {
    name.bytes().fold(2_166_136_261_u32, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(16_777_619)
    }) % 6
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_skip_connecting_words() {
        assert_eq!(initials("Maria das Graças"), "MG");
        assert_eq!(initials("  joão   batista rocha"), "JR");
        assert_eq!(initials("Élcio"), "É");
        assert_eq!(initials("+55 62 99999-0000"), "69");
        assert_eq!(initials(""), "?");
    }

    #[test]
    fn a_name_keeps_its_colour() {
        assert_eq!(hue("Edson Prado"), hue("Edson Prado"));
        assert!(
            (0..200)
                .map(|n| hue(&format!("pessoa {n}")))
                .collect::<std::collections::HashSet<_>>()
                .len()
                == 6
        );
    }
}
