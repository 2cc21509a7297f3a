//! Files that are not what they seem.

use super::{Folder, orders};
use crate::support::paylink;

/// The exit code and the last line on standard error of a check of this file.
fn check(bytes: impl AsRef<[u8]>, more: &str) -> (i32, String, String) {
    let folder = Folder::new(&format!("files-{:x}", fxhash(bytes.as_ref())));
    folder.file("orders.csv", bytes);
    let ran = paylink(&format!(
        "batch check orders.csv --provider costplus {more}"
    ))
    .within(folder.path())
    .run();
    (ran.code, ran.stdout, ran.stderr)
}

/// A name for a folder: tests run side by side.
fn fxhash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(7, |sum, byte| {
        sum.wrapping_mul(31).wrapping_add(u64::from(*byte))
    })
}

#[test]
fn a_quote_that_is_not_closed_never_swallows_rows() {
    let open = "reference,amount,currency,description\no-1,1.00,EUR,\"open\no-2,2.00,EUR,b\n";
    let (code, out, err) = check(open, "");
    assert_eq!((code, out.as_str()), (2, ""));
    assert_eq!(
        err,
        "paylink: orders.csv: line 2: the file opens a quote that is never closed: \
         close it, or double the quotes inside the cell\n"
    );
    let swallowed = "reference,amount,currency,description\no-1,1.00,EUR,\"a\no-2,2.00,EUR,\"b\"\n";
    let (code, _, err) = check(swallowed, "");
    assert_eq!(code, 2);
    assert_eq!(
        err,
        "paylink: orders.csv: line 3: the file has text behind the closing quote of a cell: \
         double the quotes inside it\n"
    );
}

#[test]
fn what_is_no_text_file_of_rows_is_refused_with_what_to_do() {
    for (bytes, rule) in [
        (
            &b"PK\x03\x04rest"[..],
            "line 1: the file is a spreadsheet: save it as CSV UTF-8 first",
        ),
        (
            b"\xff\xfea\0",
            "line 1: the file is UTF-16: save it as CSV UTF-8",
        ),
        (b"", "line 1: the file has no header line"),
        (
            b"reference,amount;currency\n",
            "line 1: the file has several delimiters in its header line: say which one parts its cells",
        ),
    ] {
        let (code, out, err) = check(bytes, "");
        assert_eq!((code, out.as_str()), (2, ""), "{rule}");
        assert_eq!(err, format!("paylink: orders.csv: {rule}\n"));
    }
}

#[test]
fn rows_that_do_not_fit_the_header_line_are_named() {
    let file = b"reference,amount,currency\r\no-1,1.00\r\n\r\no-2,2.00,EUR,more\r\no-3,3.00,\xa4UR\r\no-4,4.00,EUR\r\n";
    let (code, out, _) = check(file, "");
    assert_eq!(code, 2);
    assert_eq!(
        out,
        "line 2: has fewer cells than the header line\n\
         line 4: has more cells than the header line\n\
         line 5: is not UTF-8: save the file as CSV UTF-8\n\
         4 rows, 1 valid, 3 not\n"
    );
}

#[test]
fn lines_are_counted_where_cells_have_several_and_lines_are_empty() {
    let file = "amount,currency,reference,description\n\n1.00,EUR,a,\"two\nlines\"\r\n\nx,EUR,b,c";
    let (code, out, _) = check(file, "");
    assert_eq!(code, 2);
    assert!(out.starts_with("line 6, amount: must be digits"), "{out}");
}

#[test]
fn a_mistyped_mapping_is_refused() {
    let orders = orders(1);
    for (flags, fault) in [
        (
            "--map Reference=reference",
            "line 1, Reference: is mapped or ignored, and is not in the header line\n",
        ),
        (
            "--ignore Notes",
            "line 1, Notes: is mapped or ignored, and is not in the header line\n",
        ),
        (
            "--map description=text",
            "line 1, description: is mapped to a column that does not exist (the native columns are reference, amount, currency, \
             description, customer_name, customer_email, customer_phone, expires_at, success_url, failure_url, metadata.NAME, \
             user_id, payment_provider_id, invoice_id, adhoc_invoice_id and customer_id)\n",
        ),
        (
            "--map description=reference",
            "line 1, description: goes to reference, as the column `reference` does\n",
        ),
    ] {
        let (code, out, _) = check(&orders, flags);
        assert_eq!((code, out.as_str()), (2, fault), "{flags}");
    }
}

#[test]
fn money_is_exact_in_every_form() {
    for (amount, flags, is_valid) in [
        ("1250.50", "", true),
        ("92233720368547758.07", "", true),
        ("92233720368547758.08", "", false),
        ("1250,50", "--decimal-comma --delimiter ;", true),
        ("1.250,50", "--decimal-comma --delimiter ;", true),
        ("12.50,50", "--decimal-comma --delimiter ;", false),
        ("1250.50", "--decimal-comma --delimiter ;", false),
        ("1.2500", "--decimal-comma --delimiter ;", false),
        ("125050", "--minor-units", true),
        ("1250.50", "--minor-units", false),
        ("1e3", "", false),
        ("0.001", "", false),
    ] {
        let part = if flags.contains(';') { ';' } else { ',' };
        let file = format!("reference,amount,currency\no-1,{amount},EUR\n").replace(',', "\u{1}");
        let file = file.replace(amount.replace(',', "\u{1}").as_str(), amount);
        let file = file.replace('\u{1}', &part.to_string());
        let (code, out, _) = check(&file, flags);
        assert_eq!(code == 0, is_valid, "{amount} {flags}: {out}");
    }
}

#[test]
fn a_mapping_file_says_what_flags_say_and_flags_win() {
    let folder = Folder::new("mapping");
    folder.file(
        "orders.csv",
        "Order;Total;Shelf\no-1;1.250,50;A\no-2;2,00;B\n",
    );
    folder.file(
        "mapping.toml",
        "currency = \"XXX\"\ndecimal_comma = true\nignore = [\"Shelf\"]\n\n[columns]\nOrder = \"reference\"\nTotal = \"amount\"\n",
    );
    let check = |more: &str| {
        paylink(&format!(
            "batch check orders.csv --provider costplus --mapping mapping.toml {more}"
        ))
        .within(folder.path())
        .run()
    };
    let ran = check("--currency EUR");
    assert_eq!((ran.code, ran.stdout.as_str()), (0, "2 rows, all valid\n"));
    assert_eq!(
        ran.stderr,
        "  Order  reference\n  Total  amount\n  Shelf  (ignored)\n"
    );
    folder.file("mapping.toml", "decimal_coma = true\n");
    let ran = check("");
    assert_eq!(ran.code, 2);
    assert!(
        ran.stderr
            .starts_with("paylink: --mapping: mapping.toml, line 1: unknown field `decimal_coma`"),
        "{}",
        ran.stderr
    );
}
