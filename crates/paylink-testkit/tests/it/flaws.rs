//! The suite itself is checked: for each of its checks there is an adapter that breaks the rule,
//! and the suite reports it.

use paylink_core::Field;
use paylink_testkit::conformance::{Rule, Violations, Wrapped, check};

use super::flaw::Flaw;
use super::flawed::Flawed;
use super::provider::OnTrial;

async fn found(flaw: Flaw) -> Result<(), Violations> {
    let flawed = Wrapped::new(OnTrial::new(), move |inner| {
        Box::new(Flawed { inner, flaw })
    });
    check(&flawed).await
}

/// Each flaw is reported, in these words, under this rule.
async fn told(rule: Rule, flaws: &[(Flaw, &str)]) {
    for (flaw, words) in flaws {
        let Err(violations) = found(*flaw).await else {
            panic!("{flaw:?} passes");
        };
        let mut violations_of_rule = violations.iter().filter(|one| one.rule == rule);
        let told = violations_of_rule.any(|violation| violation.what.contains(words));
        assert!(told, "{flaw:?} is not told as \"{words}\": {violations}");
    }
}

#[tokio::test]
async fn without_a_flaw_nothing_is_found() {
    assert_eq!(found(Flaw::Nothing).await, Ok(()));
}

#[tokio::test]
async fn what_is_said_and_cannot_be_done_is_found() {
    let flaws = [
        (Flaw::DeniesList, "list is said to be No"),
        (Flaw::HidesGet, "get is said to be Yes"),
        (
            Flaw::SaysAFieldTwice,
            "`reference` is in the capabilities twice",
        ),
        (Flaw::HasAClaimWithoutId, "has no claim"),
        (Flaw::GetsAnother, "get does not work"),
        (
            Flaw::GetsWhatIsNotThere,
            "get of an unknown id does not work",
        ),
        (Flaw::FindsNothing, "find does not work"),
        (
            Flaw::FailsToFindNothing,
            "find of what is not there does not work",
        ),
        (Flaw::ListsNothing, "list does not reach a link"),
        (Flaw::NotifiesNobody, "notify does not work"),
        (Flaw::CancelsNothing, "cancel does not work"),
    ];
    told(Rule::Capabilities, &flaws).await;
}

#[tokio::test]
async fn a_field_that_is_dropped_is_found() {
    for field in [
        Field::Description,
        Field::CustomerName,
        Field::CustomerEmail,
        Field::CustomerPhone,
        Field::ExpiresAt,
        Field::SuccessUrl,
        Field::Metadata,
        Field::IdempotencyKey,
        Field::Reference,
    ] {
        let violations = found(Flaw::Drops(field)).await.unwrap_err();
        let what = format!("`{field}` is dropped on the way");
        let dropped = violations.iter().find(|one| one.rule == Rule::Fields);
        assert_eq!(dropped.map(|one| &one.what), Some(&what), "{violations}");
    }
}

#[tokio::test]
async fn a_field_that_is_not_refused_by_name_is_found() {
    let flaws = [
        (
            Flaw::DropsWhatItCannotCarry,
            "`failure_url`, which cannot be carried, is not refused",
        ),
        (
            Flaw::RefusesAnotherField,
            "`failure_url`, which cannot be carried, is not refused by name",
        ),
        (
            Flaw::RefusesAfterSending,
            "`failure_url`, which cannot be carried, is not refused by name",
        ),
        (
            Flaw::RefusesWhatItCarries,
            "a create with description fails",
        ),
        (
            Flaw::ForgetsOneNameOfTwo,
            "holds a name twice is not refused",
        ),
        (Flaw::KeepsTheKey, "does not give back the idempotency key"),
        (Flaw::SendsTwice, "one create is not one request"),
        (Flaw::MakesNothing, "one create is not one request"),
    ];
    told(Rule::Fields, &flaws).await;
}

#[tokio::test]
async fn bad_input_that_is_sent_is_found() {
    let flaws = [
        (Flaw::SendsAnotherAmount, "zero is not refused"),
        (Flaw::SendsAnotherAmount, "a negative amount is not refused"),
        (
            Flaw::RefusesNamelessly,
            "zero is refused without the field's name",
        ),
        (
            Flaw::RoundsTooPrecise,
            "an amount that is too precise is not refused",
        ),
        (
            Flaw::DropsControls,
            "a control character in `description` is neither",
        ),
        (
            Flaw::CutsLongTexts,
            "a long text in `description` is neither refused nor sent whole",
        ),
        (Flaw::GetsBlank, "get does not refuse \"\""),
        (Flaw::FollowsPaths, "get of \"a/b\" leads elsewhere"),
    ];
    told(Rule::Input, &flaws).await;
}

#[tokio::test]
async fn money_that_does_not_arrive_exactly_is_found() {
    let flaws = [
        (
            Flaw::RoundsAmounts,
            "the amount of 731.58 EUR does not arrive exactly",
        ),
        (
            Flaw::TakesAnyCurrency,
            "USD is accepted, and the provider is not told",
        ),
        (
            Flaw::AnswersAnotherAmount,
            "the link of 731.58 EUR has another amount",
        ),
        (Flaw::GetsAnotherAmount, "get reads another amount"),
        (Flaw::RefusesCents, "731.58 EUR makes no link"),
    ];
    told(Rule::Money, &flaws).await;
}

#[tokio::test]
async fn a_create_that_may_be_two_is_found() {
    let flaws = [
        (Flaw::CreatesAgain, "does not carry the key"),
        (Flaw::CreatesAnother, "is repeated as another request"),
        (Flaw::CallsItRefused, "the error says otherwise"),
        (Flaw::LosesTheKey, "does not give back the key"),
        (Flaw::GivesAnotherKey, "is not the one that was given"),
        (Flaw::DeniesRepeats, "a create does not arrive once"),
        (Flaw::MakesNothing, "the error says otherwise"),
    ];
    told(Rule::Idempotency, &flaws).await;
}

#[tokio::test]
async fn an_error_that_says_too_little_is_found() {
    let flaws = [
        (Flaw::NamesAnother, "an error names the provider `seventh`"),
        (
            Flaw::LinkNamesAnother,
            "a link names the provider `seventh`",
        ),
        (Flaw::NamesNoOperation, "an error names no operation"),
        (
            Flaw::NamesItsOwnField,
            "an error of a create names the field `invoice_number`",
        ),
        (Flaw::LosesTheBody, "does not keep status and body"),
        (Flaw::LosesTheMessage, "its words are lost"),
        (Flaw::CallsItUnknown, "answered 400 is not refused"),
        (Flaw::CallsItRefused, "answered 500 is not unknown"),
        (Flaw::SucceedsAnyway, "answered 400 without a link succeeds"),
        (Flaw::FindsNothingWhenItFails, "find could not be done"),
    ];
    told(Rule::Errors, &flaws).await;
}

#[tokio::test]
async fn a_status_that_reads_as_paid_or_is_lost_is_found() {
    let flaws = [
        (Flaw::ReadsAsPaid, "reads as paid after Create"),
        (Flaw::GetsAsPaid, "reads as paid after Get"),
        (Flaw::FindsAsPaid, "reads as paid after Find"),
        (Flaw::ListsAsPaid, "reads as paid after List"),
        (Flaw::LosesTheStatus, "is not kept as it came after Create"),
        (Flaw::LosesTheLink, "is lost by Create"),
    ];
    told(Rule::Statuses, &flaws).await;
}

#[tokio::test]
async fn a_success_that_is_not_what_was_asked_for_is_found() {
    let flaws = [
        (Flaw::AcceptsWhatDiffers, "another amount is not an error"),
        (Flaw::AcceptsWhatDiffers, "another currency is not an error"),
        (
            Flaw::AcceptsWhatDiffers,
            "another reference is not an error",
        ),
        (Flaw::AcceptsWhatDiffers, "no and a link is not an error"),
        (
            Flaw::AcceptsWhatCannotBePaid,
            "a create that answers a link that is cancelled succeeds",
        ),
        (
            Flaw::ReadsMinorAsMajor,
            "the amount of an answer is read as another one",
        ),
        (Flaw::TakesAnEmptyId, "an id that is not told is made up"),
        (
            Flaw::MakesUpTheAddress,
            "an address that is not told is made up",
        ),
        (
            Flaw::FillsInTheMoney,
            "money that is not told is filled in from the request",
        ),
        (
            Flaw::FillsInTheReference,
            "a reference that is not told is filled in",
        ),
        (Flaw::CallsALinkRefused, "no and a link is not an error"),
        (Flaw::LosesWhatDiffers, "another amount is not an error"),
        (
            Flaw::CallsAConflictRefused,
            "a conflict about the key is not unknown",
        ),
        (
            Flaw::GetsWhatDiffers,
            "get, answered about another link, is not an error",
        ),
        (
            Flaw::FindsWhatDiffers,
            "find, answered about another link, is not an error",
        ),
        (
            Flaw::NotifiesAnother,
            "notify, answered about another link, is not an error",
        ),
        (
            Flaw::CancelsAnActiveLink,
            "a cancel that answers an active link is not an error",
        ),
        (
            Flaw::HidesNulls,
            "2 elements that are not links hide others",
        ),
        (
            Flaw::EndsEarly,
            "a list that says that more follows ends early",
        ),
    ];
    told(Rule::Answers, &flaws).await;
}

#[tokio::test]
async fn what_shows_too_much_is_found() {
    let flaws = [
        (
            Flaw::ShowsTheBody,
            "an error or its cause shows a payer's data",
        ),
        (
            Flaw::ShowsTheBody,
            "an error or its cause shows a credential",
        ),
        (Flaw::ShowsAKey, "an error or its cause shows a credential"),
        (
            Flaw::ShowsTheAddress,
            "the Debug of an answer shows a payer's data",
        ),
    ];
    told(Rule::Secrets, &flaws).await;
}

/// What the suite says goes into logs: it tells which data leaked, and does not repeat it.
#[tokio::test]
async fn a_report_does_not_show_what_it_found() {
    for flaw in [Flaw::ShowsTheBody, Flaw::ShowsAKey, Flaw::ShowsTheAddress] {
        let report = found(flaw).await.unwrap_err().to_string();
        assert!(report.starts_with("third_party breaks what every provider keeps:\n- "));
        assert!(!report.contains("canary"), "{report}");
        assert!(!report.contains("7f3a"), "{report}");
    }
}
