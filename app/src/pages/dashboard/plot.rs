//! What lies over a picture: for each value a place that the pointer and the keyboard find, which says it and leads to the
//! conversations behind it. Over it and not in it, so that it takes part in the page: another language writes it anew, and
//! the way back from what is behind is known.

use leptos::prelude::*;

use crate::api::Picture;

/// So many places the keyboard stops at, at most; of more each second one, or each third.
const STOPS: usize = 31;

/// One value of a picture.
pub(super) struct Spot {
    /// The value in words.
    pub(super) words: String,
    /// The address of what is behind it, if there is anything.
    pub(super) lead: Option<String>,
}

/// A row of a heat map.
pub(super) struct Row {
    /// What it is of.
    pub(super) name: String,
    /// What its fields come to, in words.
    pub(super) words: String,
    /// The address of what is behind it, if any address can ask for it.
    pub(super) lead: Option<String>,
}

/// A picture with a column for each of its values. Drawn by our own server from figures and its own words.
pub(super) fn plot<S>(picture: Picture, title: Signal<String>, spots: S) -> ViewFn
where
    S: Fn() -> Vec<Spot> + Clone + Send + Sync + 'static,
{
    let figure = move || {
        let Picture { wide, phone, edges } = picture.clone();
        let spots = spots.clone();
        view! {
            <div class="plot" style=edges>
                <div class="plot-wide" inner_html=wide></div>
                <div class="plot-phone" inner_html=phone></div>
                <div class="plot-spots" role="group" aria-label=title>
                    {move || columns(spots())}
                </div>
            </div>
        }
    };
    figure.into()
}

fn columns(spots: Vec<Spot>) -> impl IntoView {
    let (half, every) = (spots.len() / 2, every(spots.len()));
    let column = move |(place, Spot { words, lead }): (usize, Spot)| {
        let stop = if place.is_multiple_of(every) { "0" } else { "-1" };
        // the words of those on the right stand on their left
        let side = (place >= half).then_some("plot-end");
        match lead {
            Some(href) => view! { <a href=href class=side tabindex=stop aria-label=words></a> }.into_any(),
            None => view! { <span class=side tabindex=stop role="img" aria-label=words></span> }.into_any(),
        }
    };
    spots.into_iter().enumerate().map(column).collect_view()
}

/// The keyboard stops at every so-manieth of so many places.
fn every(places: usize) -> usize {
    places.div_ceil(STOPS).max(1)
}

/// The fields of a heat map of so many rows between the names of their rows and of their hours. Each field has its title;
/// the keyboard goes from row to row, and finds each field's figure in the table.
pub(super) fn heat<R>(fields: String, count: usize, rows: R) -> ViewFn
where
    R: Fn() -> Vec<Row> + Clone + Send + Sync + 'static,
{
    let figure = move || {
        let (fields, rows) = (fields.clone(), rows.clone());
        let hour = |hour: u8| view! { <span>{format!("{hour}h")}</span> };
        view! {
            <div class="heat" style:--rows=count.to_string()>
                <div class="heat-names">{move || rows().into_iter().map(name).collect_view()}</div>
                <div class="heat-fields" inner_html=fields></div>
                <div class="heat-hours" aria-hidden="true">{(0..24).step_by(3).map(hour).collect_view()}</div>
            </div>
        }
    };
    figure.into()
}

fn name(Row { name, words, lead }: Row) -> impl IntoView {
    let label = format!("{name} · {words}");
    let inner = view! { <span>{name}</span> };
    match lead {
        Some(href) => view! { <a href=href aria-label=label>{inner}</a> }.into_any(),
        None => view! { <span tabindex="0" role="img" aria-label=label>{inner}</span> }.into_any(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_has_few_stops_however_many_values() {
        let stops = |places: usize| (0..places).filter(|place| place.is_multiple_of(every(places))).count();
        let counted = [0, 1, 24, 31, 32, 53, 366].map(stops);
        assert_eq!(counted, [0, 1, 24, 31, 16, 27, 31]);
    }
}
