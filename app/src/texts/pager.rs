//! The pages of a list.

use crate::texts::macros::texts;

texts! {
    /// Which rows these are, and the way to others.
    apart PagerTexts {
        pages = "Páginas", "Pages";
        previous = "Anterior", "Previous";
        next = "Próxima", "Next";
        rows_of: fn(&str, &str, &str) -> String = |first, last, total| format!("{first}–{last} de {total}"),
            |first, last, total| format!("{first}–{last} of {total}");
    }
}
