//! Writes the JavaScript and TypeScript glue for a wasm file: `glue IN.wasm OUT_DIR OUT_NAME`.
//!
//! The same library that the `wasm-bindgen` command uses, without the command's own
//! dependencies, so that a first build takes seconds instead of minutes.

use std::{env, process::ExitCode};

use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    let args: Vec<String> = env::args().skip(1).collect();
    let [input, out_dir, out_name] = args.as_slice() else {
        eprintln!("usage: glue IN.wasm OUT_DIR OUT_NAME");
        return ExitCode::from(2);
    };
    let made = Bindgen::new().input_path(input).out_name(out_name).web(true).and_then(|bindgen| {
        bindgen.omit_default_module_path(true).typescript(true).generate(out_dir)
    });
    match made {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}
