//! Amounts for people. Everywhere else they are whole micro-USD.

/// Micro-USD as dollars: two decimals, and as many as needed, up to six, below a cent.
#[must_use]
pub fn usd(micros: i64) -> String {
    let sign = if micros < 0 { "-" } else { "" };
    let micros = micros.unsigned_abs();
    let (dollars, rest) = (micros / 1_000_000, micros % 1_000_000);
    if dollars == 0 && (1..10_000).contains(&rest) {
        let digits = format!("{rest:06}");
        return format!("{sign}$0.{}", digits.trim_end_matches('0'));
    }
    format!("{sign}${dollars}.{:02}", rest / 10_000)
}

#[cfg(test)]
mod tests {
    use super::usd;

    #[test]
    fn amounts() {
        for (micros, text) in [
            (0, "$0.00"),
            (50_000_000, "$50.00"),
            (1_234_567, "$1.23"),
            (10_000, "$0.01"),
            (9_999, "$0.009999"),
            (1_200, "$0.0012"),
            (1, "$0.000001"),
            (-1_500_000, "-$1.50"),
            (i64::MIN, "-$9223372036854.77"),
        ] {
            assert_eq!(usd(micros), text);
        }
    }
}
