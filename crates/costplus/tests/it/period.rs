//! ISO 8601 durations, strictly.

use costplus::Period;

#[test]
fn a_duration_is_kept_to_the_letter() {
    for text in [
        "P30D",
        "PT1H",
        "P1Y2M3DT4H5M6S",
        "P2W",
        "P1Y",
        "P1Y3D",
        "PT90M",
        "PT1H6S",
        "P1DT1S",
        "P007D",
        "P0D",
    ] {
        let period: Period = text.parse().unwrap();
        assert_eq!((period.as_str(), period.to_string().as_str()), (text, text));
    }
}

#[test]
fn what_is_no_duration_is_refused() {
    for text in [
        "",
        "P",
        "PT",
        "P1DT",
        "T1H",
        "30D",
        "p30d",
        "P30",
        "PD",
        "P-1D",
        "+P1D",
        "P1.5D",
        "PT0,5H",
        "P1D2M",
        "P1D1D",
        "PT1S1H",
        "P1H",
        "PT1D",
        "P1W2D",
        "P1WT1H",
        "P1YT",
        "PT1HT1M",
        " P30D",
        "P30D ",
        "P30D\n",
        "P３D",
        "P1Y2M3DT4H5M6S7",
        "30 days",
        "not a duration",
    ] {
        let invalid = text.parse::<Period>().unwrap_err();
        assert_eq!(invalid.field(), "expiration_period", "{text}");
    }
}
