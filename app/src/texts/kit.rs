//! The component sheet.

use crate::texts::macros::texts;

texts! {
    /// The component sheet.
    KitTexts {
        title = "Componentes", "Components";
        lead = "Cada peça em cada estado, como os testes a fotografam.", "Every piece in every state, as the tests photograph it.";
    }
}
