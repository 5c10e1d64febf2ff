//! Prints the JSON Schema of the plan, for editors and other tools: `plan.schema.json` of the
//! npm package.

use std::io::{self, Write};

fn main() -> io::Result<()> {
    let schema = schemars::schema_for!(aksplan::model::Plan);
    writeln!(io::stdout(), "{:#}", schema.as_value())
}
