//! The one macro of the texts: a section's fields with both languages side by side.

/// Declares a section of texts: a struct and its two languages.
///
/// Each line is `name = "Brazilian Portuguese", "English";`; a text with arguments or a plural is a function:
/// `name: fn(i64) -> String = |n| …, |n| …;`. A line without its second language does not compile.
///
/// With `apart` before its name the section stands outside [`Texts`](crate::texts::Texts), which every page brings along:
/// the pages that need it ask for it by its `of`, and only their part of the web app holds it.
macro_rules! texts {
    ($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident $(: $type:ty)? = $pt:expr, $en:expr;)+ }) => {
        $(#[$doc])*
        pub struct $name { $($(#[$field_doc])* pub $field: texts!(@type $($type)?),)+ }

        impl $name {
            /// Brazilian Portuguese.
            pub const PT_BR: Self = Self { $($field: $pt,)+ };
            /// English.
            pub const EN: Self = Self { $($field: $en,)+ };
        }
    };
    ($(#[$doc:meta])* apart $name:ident { $($section:tt)+ }) => {
        texts! { $(#[$doc])* $name { $($section)+ } }

        impl $name {
            /// In this language.
            #[must_use]
            pub const fn of(locale: $crate::texts::Locale) -> &'static Self {
                match locale {
                    $crate::texts::Locale::PtBr => &Self::PT_BR,
                    $crate::texts::Locale::En => &Self::EN,
                }
            }
        }
    };
    (@type) => { &'static str };
    (@type $type:ty) => { $type };
}
pub(crate) use texts;
