//! The loops of aksplan that run over megabytes: of text, of JSON, of prefixes.
//!
//! aksplan itself is compiled to be small, which makes such loops five times slower; how code is
//! compiled is decided by crate, so these few have one of their own. What they find means nothing
//! here: no word of Azure, no message.

mod json;
mod key;
mod lines;
mod sweep;
mod text;

pub use json::{Json, Members, NoJson, Node, Sink};
pub use key::{Ends, Key, Key4, Key6, MOST_OWNERS, key4};
pub use lines::Lines;
pub use sweep::{Groups, Space};
pub use text::{Row, plain, plain_lines, plain_rows};
