//! [`Flaw`]: the things that an adapter can do wrong.

use paylink_core::Field;

/// What an adapter does wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flaw {
    Nothing,
    // What it says of itself.
    DeniesList,
    HidesGet,
    SaysAFieldTwice,
    HasAClaimWithoutId,
    // What becomes of a link.
    GetsAnother,
    GetsAnotherAmount,
    GetsWhatIsNotThere,
    FindsNothing,
    FailsToFindNothing,
    ListsNothing,
    NotifiesNobody,
    CancelsNothing,
    MakesNothing,
    // Fields.
    Drops(Field),
    DropsWhatItCannotCarry,
    RefusesAnotherField,
    RefusesAfterSending,
    RefusesWhatItCarries,
    ForgetsOneNameOfTwo,
    KeepsTheKey,
    SendsTwice,
    // Input.
    SendsAnotherAmount,
    RefusesNamelessly,
    RoundsTooPrecise,
    DropsControls,
    CutsLongTexts,
    GetsBlank,
    FollowsPaths,
    // Money.
    RoundsAmounts,
    TakesAnyCurrency,
    AnswersAnotherAmount,
    RefusesCents,
    // Idempotency.
    CreatesAgain,
    CreatesAnother,
    CallsItRefused,
    LosesTheKey,
    GivesAnotherKey,
    DeniesRepeats,
    // Errors.
    NamesAnother,
    LinkNamesAnother,
    NamesNoOperation,
    NamesItsOwnField,
    LosesTheBody,
    LosesTheMessage,
    CallsItUnknown,
    SucceedsAnyway,
    FindsNothingWhenItFails,
    // Answers.
    AcceptsWhatDiffers,
    AcceptsWhatCannotBePaid,
    ReadsMinorAsMajor,
    TakesAnEmptyId,
    MakesUpTheAddress,
    FillsInTheMoney,
    FillsInTheReference,
    CallsALinkRefused,
    CallsAConflictRefused,
    LosesWhatDiffers,
    GetsWhatDiffers,
    FindsWhatDiffers,
    NotifiesAnother,
    CancelsAnActiveLink,
    HidesNulls,
    EndsEarly,
    // Statuses.
    ReadsAsPaid,
    GetsAsPaid,
    FindsAsPaid,
    ListsAsPaid,
    LosesTheStatus,
    LosesTheLink,
    // Secrets.
    ShowsTheBody,
    ShowsAKey,
    ShowsTheAddress,
}
