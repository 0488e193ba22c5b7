//! Who else has a conversation open.
//!
//! Not among [`Texts`](crate::texts::Texts), so that only the conversation's page brings them.

use crate::texts::macros::texts;

texts! {
    /// Who else has a conversation open, by their names.
    apart AttendanceTexts {
        viewing: fn(&[&str]) -> String = |names| pt_br(names, "vendo"), |names| en(names, "viewing");
        writing: fn(&[&str]) -> String = |names| pt_br(names, "escrevendo…"), |names| en(names, "writing…");
        writing_too: fn(&[&str]) -> String = |names| pt_br(names, "escrevendo agora"), |names| en(names, "writing right now");
    }
}

fn pt_br(names: &[&str], what: &str) -> String {
    match names {
        [] => String::new(),
        [one] => format!("{one} está {what}"),
        [one, other] => format!("{one} e {other} estão {what}"),
        [one, others @ ..] => format!("{one} e mais {} estão {what}", others.len()),
    }
}

fn en(names: &[&str], what: &str) -> String {
    match names {
        [] => String::new(),
        [one] => format!("{one} is {what}"),
        [one, other] => format!("{one} and {other} are {what}"),
        [one, others @ ..] => format!("{one} and {} others are {what}", others.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_two_and_many_are_named() {
        let t = &AttendanceTexts::PT_BR;
        assert_eq!((t.viewing)(&[]), "");
        assert_eq!((t.viewing)(&["Ana"]), "Ana está vendo");
        assert_eq!((t.writing)(&["Ana", "Bruno"]), "Ana e Bruno estão escrevendo…");
        assert_eq!((t.viewing)(&["Ana", "Bruno", "Carla"]), "Ana e mais 2 estão vendo");
        let t = &AttendanceTexts::EN;
        assert_eq!((t.writing_too)(&["Ana"]), "Ana is writing right now");
        assert_eq!((t.viewing)(&["Ana", "Bruno", "Carla"]), "Ana and 2 others are viewing");
    }
}
