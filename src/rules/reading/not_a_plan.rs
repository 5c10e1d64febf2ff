use crate::rules::{Context, Report, rule};

rule! {
    /// What was given is no plan.
    ///
    /// A plan is an object. A list, a text or a number can't be one.
    ///
    /// # Why
    ///
    /// Nothing can be said about it, so nothing else is. A file of another kind is read with
    /// `--from`.
    ///
    /// ```json,fails
    /// []
    /// ```
    /// ```json,passes
    /// {}
    /// ```
    "not-a-plan", Error, Reading, REST_SPEC,
    aliases: []
}

/// Nothing to look for: what is no plan does not come so far.
fn check(_: &Context, _: &mut Report) {}
