//! The pages of a list, and the parts of a page.

use crate::texts::macros::texts;

texts! {
    /// Which rows these are, and the ways to others and to a page's parts.
    apart PagerTexts {
        pages = "Páginas", "Pages";
        previous = "Anterior", "Previous";
        next = "Próxima", "Next";
        rows_of: fn(&str, &str, &str) -> String = |first, last, total| format!("{first}–{last} de {total}"),
            |first, last, total| format!("{first}–{last} of {total}");
        parts = "Nesta página", "On this page";
    }
}
