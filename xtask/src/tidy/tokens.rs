//! A source file as a flat row of tokens: comments gone, texts in one piece, groups as their two brackets.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Word,
    Sign,
    Literal,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    /// `::` is one sign; every other sign is one character.
    pub(super) text: String,
    /// Counted from 1.
    pub(super) line: usize,
}

impl Token {
    pub(super) fn is_word(&self, word: &str) -> bool {
        self.kind == Kind::Word && self.text == word
    }

    pub(super) fn is_sign(&self, sign: &str) -> bool {
        self.kind == Kind::Sign && self.text == sign
    }
}

/// Flattens a stream of tokens.
pub(super) fn flat(stream: TokenStream) -> Vec<Token> {
    let mut tokens = Vec::new();
    push(stream, &mut tokens);
    tokens
}

fn push(stream: TokenStream, tokens: &mut Vec<Token>) {
    let mut colon = false;
    for tree in stream {
        let line = tree.span().start().line;
        let mut token = |kind, text| tokens.push(Token { kind, text, line });
        match tree {
            TokenTree::Ident(word) => token(Kind::Word, word.to_string()),
            TokenTree::Literal(literal) => token(Kind::Literal, literal.to_string()),
            TokenTree::Punct(sign)
                if sign.as_char() == ':' && sign.spacing() == Spacing::Joint && !colon =>
            {
                colon = true;
                continue;
            }
            TokenTree::Punct(sign) if colon && sign.as_char() == ':' => {
                token(Kind::Sign, "::".to_owned())
            }
            TokenTree::Punct(sign) => token(Kind::Sign, sign.to_string()),
            TokenTree::Group(group) => {
                let [open, close] = brackets(group.delimiter());
                token(Kind::Sign, open.to_owned());
                push(group.stream(), tokens);
                let line = group.span_close().start().line;
                tokens.push(Token {
                    kind: Kind::Sign,
                    text: close.to_owned(),
                    line,
                });
            }
        }
        colon = false;
    }
}

fn brackets(delimiter: Delimiter) -> [&'static str; 2] {
    match delimiter {
        Delimiter::Parenthesis => ["(", ")"],
        Delimiter::Brace => ["{", "}"],
        Delimiter::Bracket => ["[", "]"],
        Delimiter::None => ["", ""],
    }
}

/// Where a row of tokens with these texts begins.
pub(super) fn find_rows<'a>(
    tokens: &'a [Token],
    row: &'a [&str],
) -> impl Iterator<Item = &'a Token> {
    tokens.windows(row.len().max(1)).filter_map(move |window| {
        let same = window
            .iter()
            .zip(row)
            .all(|(token, text)| token.kind != Kind::Literal && token.text == *text);
        window.first().filter(|_| same)
    })
}

#[cfg(test)]
mod tests {
    use super::{find_rows, flat};

    #[test]
    fn paths_and_groups_are_flat_and_comments_are_gone() {
        let tokens = flat("a::b /* c */ (d: e) // f".parse().unwrap());
        let texts: Vec<&str> = tokens.iter().map(|token| token.text.as_str()).collect();
        assert_eq!(texts, ["a", "::", "b", "(", "d", ":", "e", ")"]);
    }

    #[test]
    fn a_row_is_found_with_its_line_and_never_inside_a_text() {
        let tokens = flat("\"std::fs\"\n+ std::fs".parse().unwrap());
        let lines: Vec<usize> = find_rows(&tokens, &["std", "::", "fs"])
            .map(|token| token.line)
            .collect();
        assert_eq!(lines, [2]);
    }
}
