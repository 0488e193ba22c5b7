//! Cuts the compiled web app at its lazy pages: one part that every page loads, and one a page, fetched when it is
//! opened. `cargo leptos --split` does the same with the same library.
//!
//! `enlace-split APP.wasm FOLDER NAME` writes into FOLDER: `main.wasm` for wasm-bindgen, the parts, `__wasm_split.js`,
//! which fetches them and expects the app's own script at `./NAME`, and `__wasm_split_manifest.json`, by which the
//! server tells a browser early what a page will need.
//!
//! leptos 0.8 gives up the whole app when a part cannot be fetched (its #4785), and a person who works through an update
//! or a bad line would lose the page: here every fetch of a part goes through `part.js`, which does not give up.

use std::{env, error::Error, fs, path::Path};

use wasm_split_cli_support::{Options, transform};

/// How a part is fetched; put after what the library writes.
const PART: &str = include_str!("part.js");

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [app, folder, script] = arguments.as_slice() else {
        return Err("usage: enlace-split APP.wasm FOLDER NAME".into());
    };
    let app = fs::read(app).map_err(|error| format!("{app}: {error}"))?;
    let folder = Path::new(folder);
    let main = folder.join("main.wasm");
    let script = format!("./{script}");
    let mut options = Options::new(&app);
    options.output_dir = folder;
    options.main_out_path = &main;
    options.main_module = &script;
    let parts = transform(options)?;
    let script = folder.join("__wasm_split.js");
    let loader = fs::read_to_string(&script)?;
    let patient = loader.replace("const src = fetch(", "const src = part(");
    if patient == loader {
        return Err("the script that fetches the parts is not written as expected".into());
    }
    fs::write(&script, patient + PART)?;
    let manifest = serde_json::to_vec_pretty(&parts.prefetch_map)?;
    fs::write(folder.join("__wasm_split_manifest.json"), manifest)?;
    Ok(())
}
