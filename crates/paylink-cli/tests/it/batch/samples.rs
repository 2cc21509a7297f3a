//! Every sample file is judged as its page says.

use crate::support::paylink;

const FILES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/batch");

/// `paylink batch check` of a sample: the exit code, standard output and standard error.
fn check(line: &str) -> (i32, String, String) {
    let (file, rest) = line.split_once(' ').unwrap();
    let run = paylink("batch check").arg(&format!("{FILES}/{file}"));
    let run = rest.split('|').fold(run, |run, word| run.arg(word));
    let ran = run.run();
    (ran.code, ran.stdout, ran.stderr)
}

#[test]
fn the_native_columns_are_all_valid() {
    let (code, out, _) = check("shared.csv --provider|pinelabs");
    assert_eq!((code, out.as_str()), (0, "3 rows, all valid\n"));
}

#[test]
fn a_provider_that_cannot_carry_a_field_refuses_it_by_name() {
    let (code, out, _) = check("shared.csv --provider|meum");
    assert_eq!(code, 2);
    let rule = "has no place in this provider's create request \
                (take the column out, or choose a provider that carries it)";
    assert_eq!(
        out,
        format!(
            "line 2, customer_name: {rule}\nline 4, customer_name: {rule}\n3 rows, 1 valid, 2 not\n"
        )
    );
}

#[test]
fn a_providers_own_requests_are_read_as_its_page_says() {
    let (code, out, err) = check("own-meum.jsonl --provider|meum|--own");
    assert_eq!((code, err.as_str()), (2, ""));
    assert_eq!(
        out,
        "line 3, title: must not be empty\n\
         line 4, colour: is not a field of this request\n\
         4 rows, 2 valid, 2 not\n"
    );
}

#[test]
fn a_fault_is_one_object_for_programs() {
    let (code, out, _) = check("own-meum.jsonl --provider|meum|--own|--json");
    assert_eq!(code, 2);
    assert_eq!(
        out,
        "{\"line\":3,\"column\":\"title\",\"rule\":\"must not be empty\",\"hint\":null}\n\
         {\"line\":4,\"column\":\"colour\",\"rule\":\"is not a field of this request\",\"hint\":null}\n\
         {\"rows\":4,\"valid\":2,\"faulty\":2}\n"
    );
}

#[test]
fn the_templates_of_other_products_are_recognised_and_what_has_no_place_is_refused_by_name() {
    for (line, product, columns) in [
        (
            "razorpay.csv --provider|pinelabs",
            "Razorpay batch payment links",
            vec!["Partial Payment"],
        ),
        (
            "peach.csv --provider|pinelabs",
            "Peach Payments bulk payment links",
            vec!["EXPIRY_TIME", "SEND_EMAIL", "SEND_SMS"],
        ),
        (
            "gocardless.csv --provider|meum",
            "GoCardless payments",
            vec!["payment.charge_date"],
        ),
    ] {
        let (code, out, err) = check(line);
        assert_eq!(code, 2, "{line}");
        let faults: String = columns
            .iter()
            .map(|column| {
                format!(
                    "line 1, {column}: has no place in a request \
                     (--map '{column}=…' with a native column, or --ignore '{column}')\n"
                )
            })
            .collect();
        assert_eq!(out, faults, "{line}");
        assert_eq!(
            err,
            format!(
                "The header line is that of {product}.\n\
                 paylink: not every column of the file has a place: nothing was planned\n"
            )
        );
        let ignored: String = columns
            .iter()
            .map(|column| format!("|--ignore|{column}"))
            .collect();
        let (code, out, err) = check(&format!("{line}{ignored}|--utc-offset|+05:30"));
        assert_eq!(code, 0, "{line}: {out}{err}");
        for column in columns {
            let is_shown =
                |line: &str| line.trim().starts_with(column) && line.ends_with("(ignored)");
            assert!(err.lines().any(is_shown), "{err}");
        }
    }
}

#[test]
fn the_mapping_of_a_template_is_printed() {
    let (code, out, err) = check("xendit.csv --provider|pinelabs");
    assert_eq!(
        (code, out.as_str()),
        (
            2,
            "line 1: no column is the currency (--currency EUR, or --map THEIRS=currency)\n"
        )
    );
    assert!(
        err.starts_with("The header line is that of Xendit batch payment links.\n"),
        "{err}"
    );
    let (code, out, err) = check("xendit.csv --provider|pinelabs|--currency|IDR");
    assert_eq!((code, out.as_str()), (0, "2 rows, all valid\n"));
    assert_eq!(
        err,
        "The header line is that of Xendit batch payment links.\n  \
         External ID     reference\n  Amount          amount\n  Description     description\n  \
         Customer Name   customer_name\n  Customer Email  customer_email\n"
    );
}

#[test]
fn a_time_without_an_offset_is_not_guessed() {
    let (code, out, _) = check("razorpay.csv --provider|pinelabs|--ignore|Partial Payment");
    assert_eq!(code, 2);
    assert_eq!(
        out,
        "line 2, Expire By: has no UTC offset, and none is guessed (--utc-offset +01:00)\n\
         line 4, Expire By: has no UTC offset, and none is guessed (--utc-offset +01:00)\n\
         3 rows, 1 valid, 2 not\n"
    );
}

#[test]
fn a_decimal_comma_is_not_guessed() {
    let rule = "has a comma, which is never guessed to be a decimal or a grouping one \
                (--decimal-comma where 1.250,50 is meant to be 1250.50; else take the grouping out)";
    let (code, out, _) = check("spreadsheet-semicolon.csv --provider|pinelabs");
    assert_eq!(code, 2);
    assert_eq!(
        out,
        format!("line 2, amount: {rule}\nline 3, amount: {rule}\n2 rows, 0 valid, 2 not\n")
    );
    let (code, out, _) = check("spreadsheet-semicolon.csv --provider|pinelabs|--decimal-comma");
    assert_eq!((code, out.as_str()), (0, "2 rows, all valid\n"));
}

#[test]
fn what_a_spreadsheet_has_damaged_is_refused_cell_by_cell() {
    let (code, out, _) = check("spreadsheet-damage.csv --provider|pinelabs|--json");
    assert_eq!(code, 2);
    let faults: Vec<(u64, String)> = out
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap())
        .filter(|object| object.get("line").is_some())
        .map(|fault| {
            assert!(fault["rule"].as_str().is_some_and(|rule| !rule.is_empty()));
            let line = fault["line"].as_u64().unwrap();
            (line, fault["column"].as_str().unwrap().to_owned())
        })
        .collect();
    let faults: Vec<(u64, &str)> = faults
        .iter()
        .map(|(line, column)| (*line, column.as_str()))
        .collect();
    // Of 13 rows: `00042`, `42` and the formula are valid.
    assert_eq!(
        faults,
        [
            (2, "reference"),
            (2, "customer_phone"),
            (5, "amount"),
            (6, "amount"),
            (7, "amount"),
            (8, "amount"),
            (9, "amount"),
            (10, "amount"),
            (11, "reference"),
            (13, "amount"),
            (14, "currency"),
        ]
    );
    assert!(
        out.ends_with("{\"rows\":13,\"valid\":3,\"faulty\":10}\n"),
        "{out}"
    );
}
