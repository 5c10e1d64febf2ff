//! Scripts of az commands.

mod arguments;
