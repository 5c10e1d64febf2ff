//! An estate without WebAssembly, for comparison: reads the file and asks COUNT times, and prints the
//! microseconds of each time.
//!
//! `bench-estate FILE COUNT overlaps|free`

use aksplan::estate::Estate;
use std::error::Error;
use std::hint::black_box;
use std::io::{self, Write};
use std::time::Instant;
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = env::args().skip(1).collect();
    let [file, count, question] = args.as_slice() else {
        return Err("usage: bench-estate FILE COUNT overlaps|free".into());
    };
    let bytes = fs::read(file)?;
    let mut out = io::stdout().lock();
    for _ in 0..count.parse()? {
        let start = Instant::now();
        let mut estate = Estate::default();
        estate.add(black_box(&bytes), None)?;
        estate.end();
        let answer = match question.as_str() {
            "overlaps" => serde_json::to_string(&estate.overlaps(100, 100))?,
            _ => serde_json::to_string(&estate.space(&"10.0.0.0/8".parse()?, None, 1_000_000))?,
        };
        black_box(answer);
        writeln!(out, "{}", start.elapsed().as_secs_f64() * 1e6)?;
    }
    Ok(())
}
