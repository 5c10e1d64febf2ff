//! The plans of the rules' examples.

use aksplan::model::Plan;

/// The examples of a rule's documentation, laid over the base plan.
pub fn examples(docs: &str) -> impl Iterator<Item = Plan> {
    let blocks = docs.split("```json,").skip(1).filter_map(|it| it.split_once('\n'));
    let texts = blocks.filter_map(|(_, it)| it.split("```").next());
    texts.filter_map(|it| {
        let example = aksplan::example::over_base(&serde_json::from_str(it).ok()?);
        let (plan, problems) = aksplan::read::plan(&example).ok()?;
        problems.is_empty().then_some(plan)
    })
}
