//! The one macro of the texts: a section's fields with both languages side by side.

/// Declares a section of texts: a struct and its two languages.
///
/// Each line is `name = "Brazilian Portuguese", "English";`; a text with arguments or a plural is a function:
/// `name: fn(i64) -> String = |n| …, |n| …;`. A line without its second language does not compile.
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
    (@type) => { &'static str };
    (@type $type:ty) => { $type };
}
pub(crate) use texts;
