//! From the columns of a file to the fields of a request. Nothing is guessed, nothing is dropped.

mod cells;
mod column;
mod fault;
mod json_row;
mod options;
mod row;
mod template;

use std::collections::BTreeMap;

pub use column::Column;
pub use fault::Fault;
pub use options::MappingOptions;
pub use row::{FaultyRow, MappedRow};
pub use template::Template;

use cells::Reading;

/// Where each column of a file goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapping {
    places: Places,
    reading: Reading,
    template: Option<&'static str>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Places {
    /// By the place of the cell. `None` is ignored, because the user says so.
    Cells(Vec<(String, Option<Column>)>),
    /// By the name of the member.
    Members(BTreeMap<String, Option<Column>>),
    /// The line is the provider's own request.
    Own,
}

impl Mapping {
    /// Decides about every column of a CSV file by its header line.
    ///
    /// # Errors
    /// One [`Fault`] for each column that has no place, or one that another column has.
    pub fn of_columns(header: &[String], options: &MappingOptions) -> Result<Self, Vec<Fault>> {
        let template = Template::of(header);
        let mut places = Vec::with_capacity(header.len());
        let mut faults = Vec::new();
        for name in header {
            match place(name, options, template) {
                Ok(column) => places.push((name.clone(), column)),
                Err(fault) => faults.push(fault),
            }
        }
        faults.extend(doubled(header, &places));
        faults.extend(unmatched(header, options));
        let reading = match Reading::new(options, template) {
            Ok(reading) => reading,
            Err(fault) => {
                faults.push(fault);
                return Err(faults);
            }
        };
        let is_given = |column: &Column| {
            places
                .iter()
                .any(|(_, place)| place.as_ref() == Some(column))
        };
        if faults.is_empty() && !is_given(&Column::Amount) {
            faults.push(Fault::header("no column is the amount").hint("--map THEIRS=amount"));
        }
        if faults.is_empty() && !is_given(&Column::Currency) && options.currency.is_none() {
            let fault = Fault::header("no column is the currency");
            faults.push(fault.hint("--currency EUR, or --map THEIRS=currency"));
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        Ok(Self {
            places: Places::Cells(places),
            reading,
            template: template.map(|template| template.name),
        })
    }

    /// Reads JSON Lines whose members have the names of the native columns, or are mapped.
    ///
    /// # Errors
    /// A [`Fault`] in the options.
    pub fn of_members(options: &MappingOptions) -> Result<Self, Vec<Fault>> {
        let mut places = BTreeMap::new();
        let mut faults = Vec::new();
        for name in options.columns.keys().chain(&options.ignore) {
            match place(name, options, None) {
                Ok(column) => {
                    places.insert(name.clone(), column);
                }
                Err(fault) => faults.push(fault),
            }
        }
        match Reading::new(options, None) {
            Ok(reading) if faults.is_empty() => Ok(Self {
                places: Places::Members(places),
                reading,
                template: None,
            }),
            Ok(_) => Err(faults),
            Err(fault) => {
                faults.push(fault);
                Err(faults)
            }
        }
    }

    /// Takes each line as the provider's own request.
    #[must_use]
    pub fn own() -> Self {
        Self {
            places: Places::Own,
            reading: Reading::default(),
            template: None,
        }
    }

    /// The product whose template this header line is, whether or not all of its columns have a
    /// place.
    #[must_use]
    pub fn recognised(header: &[String]) -> Option<&'static str> {
        Template::of(header).map(|template| template.name)
    }

    /// The product whose template the header line is, where it is one that is known.
    #[must_use]
    pub const fn template(&self) -> Option<&'static str> {
        self.template
    }

    /// Each column of the file and where it goes, in the order of the file; `None` is ignored.
    #[must_use]
    pub fn columns(&self) -> Vec<(&str, Option<&Column>)> {
        match &self.places {
            Places::Cells(places) => {
                let pairs = places.iter();
                pairs
                    .map(|(name, column)| (name.as_str(), column.as_ref()))
                    .collect()
            }
            Places::Members(places) => {
                let pairs = places.iter();
                pairs
                    .map(|(name, column)| (name.as_str(), column.as_ref()))
                    .collect()
            }
            Places::Own => Vec::new(),
        }
    }
}

/// Where a column goes: by the user's word first, then by the template, then by its own name.
fn place(
    name: &str,
    options: &MappingOptions,
    template: Option<&'static Template>,
) -> Result<Option<Column>, Fault> {
    let fault = |rule: &'static str| Fault::column(name, rule);
    if name.starts_with("paylink_") {
        let fault = fault("has a name that the report uses");
        return Err(fault.hint("take the column out of the file, or rename it"));
    }
    let mapped = options.columns.get(name);
    if options.ignore.contains(name) {
        return match mapped {
            Some(_) => Err(fault("is both mapped and ignored")),
            None => Ok(None),
        };
    }
    let ours = mapped
        .map(String::as_str)
        .or_else(|| template?.place(name))
        .unwrap_or(name);
    if let Some(column) = Column::of(ours) {
        return Ok(Some(column));
    }
    Err(if mapped.is_some() {
        fault("is mapped to a column that does not exist").hint(Column::NAMES)
    } else {
        let hint = format!("--map '{name}=…' with a native column, or --ignore '{name}'");
        fault("has no place in a request").hint(hint)
    })
}

/// A name twice in the header line, or two columns for one place. Only a name may have two parts.
fn doubled(header: &[String], places: &[(String, Option<Column>)]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (at, name) in header.iter().enumerate() {
        if header.iter().take(at).any(|earlier| earlier == name) {
            faults.push(Fault::column(name, "appears twice in the header line"));
        }
    }
    for (at, (name, column)) in places.iter().enumerate() {
        let Some(column) = column
            .as_ref()
            .filter(|column| **column != Column::CustomerName)
        else {
            continue;
        };
        let earlier = places
            .iter()
            .take(at)
            .find(|(_, other)| other.as_ref() == Some(column));
        if let Some((earlier, _)) = earlier.filter(|(earlier, _)| earlier != name) {
            let rule = format!("goes to {column}, as the column `{earlier}` does");
            faults.push(Fault::column(name, rule));
        }
    }
    faults
}

/// Names that the user gives and the file does not have: a typing mistake must not pass.
fn unmatched(header: &[String], options: &MappingOptions) -> Vec<Fault> {
    let names = options.columns.keys().chain(&options.ignore);
    names
        .filter(|name| !header.contains(name))
        .map(|name| Fault::column(name, "is mapped or ignored, and is not in the header line"))
        .collect()
}
