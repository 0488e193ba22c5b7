//! Giving categories of articles other names, and removing them. Not among the texts that every page brings along.

use crate::texts::macros::texts;

texts! {
    /// The categories of articles.
    apart CategoryTexts {
        manage = "Renomear ou remover categorias…", "Rename or remove categories…";
        title = "Categorias", "Categories";
        name = "Nome da categoria", "Name of the category";
        remove = "Remover", "Remove";
        built_in = "Vem com o Enlace: pode mudar de nome, mas não sair.", "Comes with Enlace: it can be renamed, not removed.";
        renamed = "Categoria renomeada", "Category renamed";
        removed = "Categoria removida", "Category removed";
        has_articles: fn(i64) -> String = |n| match n {
            1 => "Ainda tem 1 artigo, em rascunho ou publicado. Mova-o antes para outra categoria.".to_owned(),
            n => format!("Ainda tem {n} artigos, em rascunho ou publicados. Mova-os antes para outra categoria."),
        }, |n| match n {
            1 => "1 article is still in it, as a draft or published. Move it to another category first.".to_owned(),
            n => format!("{n} articles are still in it, as drafts or published. Move them to another category first."),
        };
    }
}
