//! The drawing beside the log-in: messages come in, each finds its queue.

use leptos::prelude::*;

/// Left edge and top of the messages, and how long their two lines of words are.
const MESSAGES: [(i32, i32, i32, i32); 3] = [(28, 24, 132, 84), (0, 168, 148, 110), (40, 312, 104, 60)];
/// What the lights of the queues say, from the top, and how long their words are.
const QUEUES: [(&str, i32); 5] = [("late", 96), ("soon", 112), ("fine", 82), ("fine", 112), ("soon", 70)];

/// Decoration: says nothing that words don't say beside it.
#[component]
pub(super) fn Figure() -> impl IntoView {
    let row = |place: usize| 6 + 84 * i32::try_from(place).unwrap_or(0);
    view! {
        <svg viewBox="0 0 720 408" aria-hidden="true">
            {MESSAGES
                .map(|(x, y, ..)| view! {
                    <path class="wire" d=format!("M{0} {1}C{2} {1} 290 204 344 204", x + 190, y + 34, x + 250)/>
                })
                .collect_view()}
            {QUEUES
                .into_iter()
                .enumerate()
                .map(|(place, (light, _))| view! {
                    <path class="wire" class:wire-late=light == "late" d=format!("M364 204C424 204 414 {0} 476 {0}", row(place) + 31)/>
                })
                .collect_view()}
            {MESSAGES
                .map(|(x, y, first, second)| view! {
                    <g transform=format!("translate({x} {y})")>
                        <path class="queue" d="M16 0h158a16 16 0 0 1 16 16v36a16 16 0 0 1-16 16H4a4 4 0 0 1-4-4V16A16 16 0 0 1 16 0z"/>
                        <rect class="words" x="18" y="21" width=first height="8" rx="4"/>
                        <rect class="words" x="18" y="39" width=second height="8" rx="4"/>
                    </g>
                })
                .collect_view()}
            {QUEUES
                .into_iter()
                .enumerate()
                .map(|(place, (light, words))| view! {
                    <g transform=format!("translate(476 {})", row(place))>
                        <rect class="queue" width="240" height="62" rx="12"/>
                        <circle class="words" cx="30" cy="31" r="12"/>
                        <rect class="words" x="54" y="18" width=words height="8" rx="4"/>
                        <rect class="words" x="54" y="36" width=words + 30 height="8" rx="4" opacity=".6"/>
                        <circle class=light cx="216" cy="31" r="6"/>
                    </g>
                })
                .collect_view()}
            <g transform="translate(354 204)">
                <rect class="pulse" x="-30" y="-30" width="60" height="60" rx="17"/>
                <g class="figure-mark" transform="translate(-28.100 -28.100) scale(1.760)">
                    <path d="M8.200 16h14.600a6.800 6.800 0 1 0-2.200 5"/>
                    <circle cx="24" cy="23.400" r="2.100"/>
                </g>
            </g>
        </svg>
    }
    .into_any()
}
