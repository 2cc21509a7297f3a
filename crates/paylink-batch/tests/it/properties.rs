//! What goes into a batch comes out of its report, and money is exact however it is written.

use std::collections::BTreeSet;

use paylink_batch::{
    AccountId, Check, CheckError, FileRows, FrozenRequest, Journal as _, Mapping, MappingOptions,
    PlanInfo, Planner, ReportFormat, SqliteJournal, Survey, Validity, unguard, write_report,
};
use paylink_core::{Amount, BoxFuture};
use proptest::prelude::*;

use crate::clock::Clock;
use crate::scratch::Scratch;

/// Takes every request.
struct Everything;

impl Check for Everything {
    fn check<'a>(
        &'a self,
        _request: &'a FrozenRequest,
    ) -> BoxFuture<'a, Result<Validity, CheckError>> {
        Box::pin(std::future::ready(Ok(Validity::default())))
    }
}

/// Cells of any text, formulas and quotes among them.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[=+@'\"\t;,|-][a-z\"\n\r',;|=]{0,8}",
        Just(String::new()),
    ]
    // NUL is not text, and a byte order mark at the start would count as the file's.
    .prop_map(|text| text.replace(['\0', '\u{feff}'], ""))
}

fn csv_of(delimiter: u8, header: &[&str], rows: &[Vec<String>]) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(delimiter)
        .from_writer(Vec::new());
    writer.write_record(header).unwrap();
    for row in rows {
        writer.write_record(row).unwrap();
    }
    writer.into_inner().unwrap()
}

/// The reports of a file whose last two columns are ignored: as CSV and as JSON Lines.
async fn reports(name: &str, file: &[u8]) -> (Vec<u8>, Vec<u8>) {
    let scratch = Scratch::new(name);
    let journal = SqliteJournal::open(scratch.path("journal.db"), Clock::real()).unwrap();
    let survey = Survey::of(file, Some(b',')).unwrap();
    let rows = FileRows::new(file, &survey).unwrap();
    let mut options = MappingOptions::default();
    options.ignore = BTreeSet::from(["one".to_owned(), "two".to_owned()]);
    let mapping = Mapping::of_columns(rows.columns(), &options).unwrap();
    let mut plan = PlanInfo::new("example", AccountId::from_text("account"));
    plan.columns = rows.columns().to_vec();
    let planner = Planner::new(&mapping, &Everything, &plan, true);
    let planned = planner
        .plan(rows, &journal, &mut |fault| panic!("{fault}"))
        .await
        .unwrap();
    let batch = planned.batch.unwrap();
    assert_eq!(journal.batch(&batch).await.unwrap().rows, planned.rows);
    let (mut csv, mut json) = (Vec::new(), Vec::new());
    for (format, out) in [
        (ReportFormat::Csv, &mut csv),
        (ReportFormat::JsonLines, &mut json),
    ] {
        let written = write_report(&journal, &batch, &[], format, out)
            .await
            .unwrap();
        assert_eq!(written, planned.rows);
    }
    (csv, json)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_report_keeps_every_cell_of_the_file(cells in prop::collection::vec((cell(), cell()), 1..12)) {
        let rows: Vec<Vec<String>> = cells
            .into_iter()
            .map(|(one, two)| vec!["1.00".to_owned(), "EUR".to_owned(), one, two])
            .collect();
        let file = csv_of(b',', &["amount", "currency", "one", "two"], &rows);
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let (csv, json) = runtime.block_on(reports("properties", &file));
        let mut reader = csv::Reader::from_reader(csv.as_slice());
        let read: Vec<Vec<String>> = reader
            .records()
            .map(|record| record.unwrap().iter().take(4).map(|cell| unguard(cell).to_owned()).collect())
            .collect();
        prop_assert_eq!(&read, &rows);
        for (line, row) in json.split(|byte| *byte == b'\n').zip(&rows) {
            let object: serde_json::Value = serde_json::from_slice(line).unwrap();
            prop_assert_eq!(object["one"].as_str().unwrap(), row[2].as_str());
            prop_assert_eq!(object["two"].as_str().unwrap(), row[3].as_str());
        }
    }

    #[test]
    fn money_is_exact_through_every_format_and_delimiter(
        units in 1_i64..=i64::MAX,
        delimiter in prop::sample::select(vec![b',', b';', b'\t', b'|']),
        form in 0_u8..4,
        exponent in prop::sample::select(vec![("EUR", 2_u8), ("JPY", 0), ("BHD", 3)]),
    ) {
        let (currency, exponent) = exponent;
        let digits = units.to_string();
        let at = digits.len().saturating_sub(usize::from(exponent));
        let padded = format!("{digits:0>width$}", width = usize::from(exponent) + 1);
        let at = at.max(padded.len() - usize::from(exponent));
        let (whole, fraction) = padded.split_at(at);
        let with = |sign: char, whole: &str| if exponent == 0 { whole.to_owned() } else { format!("{whole}{sign}{fraction}") };
        let mut options = MappingOptions::default();
        let cell = match form {
            0 => with('.', whole),
            1 => { options.minor_units = true; digits }
            2 => { options.decimal_comma = true; with(',', whole) }
            _ => {
                options.decimal_comma = true;
                let grouped: Vec<String> = whole.as_bytes().rchunks(3).rev().map(|group| String::from_utf8(group.to_vec()).unwrap()).collect();
                with(',', &grouped.join("."))
            }
        };
        let file = csv_of(delimiter, &["amount", "currency"], &[vec![cell, currency.to_owned()]]);
        let survey = Survey::of(file.as_slice(), None).unwrap();
        prop_assert_eq!(survey.delimiter, delimiter);
        let mut rows = FileRows::new(file.as_slice(), &survey).unwrap();
        let mapping = Mapping::of_columns(rows.columns(), &options).unwrap();
        let row = rows.next_row().unwrap().unwrap();
        let request = mapping.row(&row).unwrap().request.to_shared().unwrap();
        prop_assert_eq!(request.money.amount, Amount::new(units, exponent).unwrap());
        prop_assert_eq!(request.money.currency.as_str(), currency);
    }
}
