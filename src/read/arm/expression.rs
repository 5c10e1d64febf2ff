//! Template expressions, such as `[concat('aks-', parameters('env'))]`.

use std::iter::Peekable;
use std::str::CharIndices;

/// An expression.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Expression {
    Text(String),
    Int(i64),
    /// A function by its name, with arguments.
    Call(String, Vec<Expression>),
    /// A member of an object.
    Member(Box<Expression>, String),
    /// An item of a list, or a member whose name is made.
    Index(Box<Expression>, Box<Expression>),
}

/// Expressions in expressions at most.
const DEPTH: usize = 60;

/// What stands between the brackets of a text that is an expression.
pub(super) fn inner(text: &str) -> Option<&str> {
    let inner = text.strip_prefix('[')?.strip_suffix(']')?;
    (!inner.starts_with('[')).then_some(inner)
}

/// A text that only looks like an expression, without what says so.
pub(super) fn unescaped(text: &str) -> &str {
    if text.starts_with("[[") && text.ends_with(']') { text.get(1..).unwrap_or(text) } else { text }
}

/// Reads an expression; nothing where it is none.
pub(super) fn parse(text: &str) -> Option<Expression> {
    let mut parser = Parser { text, rest: text.char_indices().peekable() };
    let expression = parser.expression(0)?;
    parser.blanks();
    parser.rest.peek().is_none().then_some(expression)
}

struct Parser<'t> {
    text: &'t str,
    rest: Peekable<CharIndices<'t>>,
}

impl Parser<'_> {
    fn blanks(&mut self) {
        while self.rest.next_if(|(_, it)| it.is_whitespace()).is_some() {}
    }

    fn takes(&mut self, wanted: char) -> bool {
        self.blanks();
        self.rest.next_if(|(_, it)| *it == wanted).is_some()
    }

    fn expression(&mut self, depth: usize) -> Option<Expression> {
        if depth > DEPTH {
            return None;
        }
        let mut expression = self.primary(depth)?;
        // Each step goes on in the text, so that there are no more than characters; but they are
        // one in another when they are gone through.
        for _ in 0..DEPTH {
            if self.takes('.') {
                let name = self.name()?;
                expression = match (&expression, self.takes('(')) {
                    // A function of the template's own: `ns.name(…)`.
                    (Expression::Call(space, arguments), true) if arguments.is_empty() => {
                        Expression::Call(format!("{space}.{name}"), self.arguments(depth)?)
                    }
                    (_, true) => return None,
                    _ => Expression::Member(Box::new(expression), name),
                };
            } else if self.takes('[') {
                let index = self.expression(depth + 1)?;
                if !self.takes(']') {
                    return None;
                }
                expression = Expression::Index(Box::new(expression), Box::new(index));
            } else {
                return Some(expression);
            }
        }
        None
    }

    fn primary(&mut self, depth: usize) -> Option<Expression> {
        self.blanks();
        match self.rest.peek()?.1 {
            '\'' => self.quoted(),
            '-' | '0'..='9' => self.number(),
            _ => {
                let name = self.name()?;
                // A name without brackets begins a function of the template's own.
                let arguments = if self.takes('(') { self.arguments(depth)? } else { Vec::new() };
                Some(Expression::Call(name, arguments))
            }
        }
    }

    fn arguments(&mut self, depth: usize) -> Option<Vec<Expression>> {
        let mut arguments = Vec::new();
        if self.takes(')') {
            return Some(arguments);
        }
        loop {
            arguments.push(self.expression(depth + 1)?);
            if self.takes(')') {
                return Some(arguments);
            }
            if !self.takes(',') {
                return None;
            }
        }
    }

    fn quoted(&mut self) -> Option<Expression> {
        self.rest.next();
        let mut text = String::new();
        loop {
            match self.rest.next()?.1 {
                '\'' => {
                    // Two make one.
                    if self.rest.next_if(|(_, it)| *it == '\'').is_none() {
                        return Some(Expression::Text(text));
                    }
                    text.push('\'');
                }
                other => text.push(other),
            }
        }
    }

    fn number(&mut self) -> Option<Expression> {
        let start = self.rest.next()?.0;
        let mut end = start + 1;
        while let Some((at, _)) = self.rest.next_if(|(_, it)| it.is_ascii_digit()) {
            end = at + 1;
        }
        self.text.get(start..end)?.parse().ok().map(Expression::Int)
    }

    fn name(&mut self) -> Option<String> {
        self.blanks();
        let mut name = String::new();
        while let Some((_, it)) =
            self.rest.next_if(|(_, it)| it.is_alphanumeric() || matches!(it, '_' | '$' | '-'))
        {
            name.push(it);
        }
        (!name.is_empty()).then_some(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call(name: &str, arguments: &[Expression]) -> Expression {
        Expression::Call(name.to_string(), arguments.to_vec())
    }

    #[test]
    fn expressions_are_read() {
        let text = |it: &str| Expression::Text(it.to_string());
        assert_eq!(
            parse(" concat( 'it''s', parameters('a') , -3)"),
            Some(call(
                "concat",
                &[text("it's"), call("parameters", &[text("a")]), Expression::Int(-3)]
            ))
        );
        let variables = call("variables", &[text("x")]);
        let member = Expression::Member(Box::new(variables), "y".to_string());
        let index = Expression::Index(Box::new(member), Box::new(Expression::Int(0)));
        assert_eq!(parse("variables('x').y[0]"), Some(index));
        assert_eq!(parse("ns.make('a')"), Some(call("ns.make", &[text("a")])));
        for wrong in ["", "concat(", "concat('a'", "'a", "a b", "f(,)", "a.", "x[1", "f()('a')"] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
        assert_eq!(parse(&"f(".repeat(100_000)), None);
        assert_eq!(parse(&format!("a{}", "[0]".repeat(1000))), None);
    }

    #[test]
    fn brackets_say_what_is_an_expression() {
        assert_eq!(inner("[a]"), Some("a"));
        assert_eq!(inner("[[a]"), None);
        assert_eq!(inner("[a"), None);
        assert_eq!((unescaped("[[a]"), unescaped("[[[a]"), unescaped("a")), ("[a]", "[[a]", "a"));
    }
}
