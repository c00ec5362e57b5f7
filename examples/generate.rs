//! Writes a dataset of any size: `cargo run --release --example generate -- 100000 > big.json`.
//!
//! The first argument is the number of activities, the second the seed. The same two give the same bytes.

use std::io::{self, BufWriter, ErrorKind, Write};
use std::process::ExitCode;

#[path = "../benches/generator.rs"]
mod generator;

fn main() -> ExitCode {
    let mut args = std::env::args().skip(1);
    let activities = args.next().and_then(|count| count.parse().ok());
    let seed = args.next().map_or(Some(1), |seed| seed.parse().ok());
    let (Some(activities), Some(seed)) = (activities, seed) else {
        return fail("generate ACTIVITIES [SEED]: two whole numbers");
    };
    let mut out = BufWriter::new(io::stdout().lock());
    match generator::write(activities, seed, &mut out).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => fail(&error.to_string()),
        _ => ExitCode::SUCCESS,
    }
}

fn fail(message: &str) -> ExitCode {
    // There is nobody left to tell when this cannot be written.
    let _ = writeln!(io::stderr(), "{message}");
    ExitCode::from(2)
}
