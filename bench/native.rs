//! The engine without WebAssembly, for comparison: judges the plan in a file COUNT times, JSON text
//! in and JSON text out, and prints the microseconds of each call.
//!
//! `bench-native FILE AS_OF COUNT`

use std::error::Error;
use std::hint::black_box;
use std::io::{self, Write};
use std::time::Instant;
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = env::args().skip(1).collect();
    let [file, as_of, count] = args.as_slice() else {
        return Err("usage: bench-native FILE AS_OF COUNT".into());
    };
    let text = fs::read_to_string(file)?;
    let as_of = aksplan::text::date(as_of).ok_or("AS_OF is a day such as 2026-11-23")?;
    let mut out = io::stdout().lock();
    for _ in 0..count.parse()? {
        let start = Instant::now();
        let plan = serde_json::from_str(black_box(&text))?;
        let check = aksplan::check_value(&plan, as_of);
        black_box(serde_json::to_string(&check)?);
        writeln!(out, "{}", start.elapsed().as_secs_f64() * 1e6)?;
    }
    Ok(())
}
