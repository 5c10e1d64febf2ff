//! Runs `#[wasm_bindgen_test]` functions in Node: what cargo calls with each wasm test binary.
//!
//! The library behind the `wasm-bindgen-test-runner` command, built without TLS (it speaks to
//! nobody but a local browser driver), which halves what there is to compile.

use std::{env, process::ExitCode};

fn main() -> ExitCode {
    match wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args(env::args_os()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Cargo reads the exit code; a failed test has already been reported in full.
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
