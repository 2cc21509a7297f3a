//! Nothing unfinished is committed, and no lint is silenced without a reason.

use super::source::Source;
use super::tokens::{Token, find_rows};
use crate::problems::Problems;

/// In two halves, so that this file does not find itself.
const MARKS: &[&str] = &[
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("XX", "X:"),
];

/// Rows of tokens that stand for work not done, or a test not run.
const ROWS: &[&[&str]] = &[
    &["todo", "!"],
    &["unimplemented", "!"],
    &["#", "[", "ignore"],
];

pub(super) fn check(sources: &[Source], problems: &mut Problems) {
    for source in sources {
        for (line, number) in source.text.lines().zip(1..) {
            if let Some(mark) = MARKS.iter().find(|mark| line.contains(*mark)) {
                problems.add(format!(
                    "{}:{number}: `{mark}`: finish it, or open an issue and say so",
                    source.path
                ));
            }
        }
        for row in ROWS {
            for token in find_rows(&source.tokens, row) {
                problems.add(format!(
                    "{}:{}: `{}`: a stub or a test that does not run promises what nobody keeps",
                    source.path,
                    token.line,
                    row.concat()
                ));
            }
        }
        silenced(source, problems);
    }
}

/// `allow(...)` and `expect(...)` in attributes, also inside `cfg_attr`.
fn silenced(source: &Source, problems: &mut Problems) {
    for (position, token) in source.tokens.iter().enumerate() {
        let before = position
            .checked_sub(1)
            .and_then(|before| source.tokens.get(before));
        let rest = source.tokens.get(position..).unwrap_or_default();
        let in_attribute = before.is_some_and(|before| before.is_sign("[") || before.is_sign(","));
        if in_attribute && (token.is_word("allow") || token.is_word("expect")) && !has_reason(rest)
        {
            problems.add(format!(
                "{}:{}: `{}` without `reason = \"...\"`: an exception says why it is one",
                source.path, token.line, token.text
            ));
        }
    }
}

/// Whether the group that follows the first token has a `reason`; also true where no group follows.
fn has_reason(tokens: &[Token]) -> bool {
    let mut group = tokens.iter().skip(1);
    if !group.next().is_some_and(|token| token.is_sign("(")) {
        return true;
    }
    group
        .take_while(|token| !token.is_sign(")"))
        .any(|token| token.is_word("reason"))
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::problems::Problems;
    use crate::tidy::source::example;

    fn findings(text: &str) -> usize {
        let mut problems = Problems::default();
        check(&[example("crates/meum/src/lib.rs", text)], &mut problems);
        problems.count()
    }

    #[test]
    fn what_is_unfinished_is_found() {
        // In two halves too: whoever searches the sources for such marks finds none that is only an example.
        assert_eq!(findings(concat!("// TO", "DO: later")), 1);
        assert_eq!(findings(concat!("fn f() { to", "do!() }")), 1);
        assert_eq!(
            findings(concat!("fn f() { unimpl", "emented!(\"later\") }")),
            1
        );
        assert_eq!(findings(concat!("#[ig", "nore = \"slow\"]\nfn f() {}")), 1);
        assert_eq!(findings("/// Todo lists are paid by link.\nfn f() {}"), 0);
    }

    #[test]
    fn a_silenced_lint_has_a_reason() {
        assert_eq!(findings("#[allow(dead_code)]\nfn f() {}"), 1);
        assert_eq!(
            findings("#[cfg_attr(test, expect(dead_code))]\nfn f() {}"),
            1
        );
        assert_eq!(
            findings("#[expect(dead_code, reason = \"kept for the example\")]\nfn f() {}"),
            0
        );
        assert_eq!(findings("fn f() { a.expect(\"b\"); g(a, expect); }"), 0);
    }
}
