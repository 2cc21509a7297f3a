//! Invariant 5: no float anywhere, in code that runs or in tests.

use super::source::Source;
use super::tokens::{Kind, Token};
use crate::problems::Problems;

pub(super) fn check(sources: &[Source], problems: &mut Problems) {
    for source in sources {
        for token in source.tokens.iter().filter(|token| is_float(token)) {
            problems.add(format!(
                "{}:{}: `{}` is a float. No amount may pass through one, so there is none at all",
                source.path, token.line, token.text
            ));
        }
    }
}

/// The types, the functions named after them, and literals such as `1.5`, `1e3` and `1f64`.
fn is_float(token: &Token) -> bool {
    let named = |text: &str| {
        ["f16", "f32", "f64", "f128"].iter().any(|float| {
            text.strip_suffix(float)
                .is_some_and(|before| before.is_empty() || before.ends_with('_'))
        })
    };
    match token.kind {
        Kind::Word => named(&token.text),
        Kind::Literal => {
            syn::parse_str::<syn::Lit>(&token.text).is_ok_and(|literal| match literal {
                syn::Lit::Float(_) => true,
                syn::Lit::Int(whole) => named(whole.suffix()),
                _ => false,
            })
        }
        Kind::Sign => false,
    }
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
    fn types_functions_and_literals_are_found() {
        for text in [
            "struct A(f64);",
            "fn f() { g.as_f64() }",
            "const A: B = 1.5;",
            "fn f() { 1e3 }",
            "fn f() { 1_f32 }",
        ] {
            assert_eq!(findings(text), 1, "{text}");
        }
    }

    #[test]
    fn texts_and_hexadecimal_are_no_floats() {
        assert_eq!(
            findings(
                "// f64\nconst A: &str = \"1.5 f64\"; const B: u64 = 0xf32; fn f() { a.0; 1..2; }"
            ),
            0
        );
    }
}
