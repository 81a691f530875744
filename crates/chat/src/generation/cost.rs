//! What a model call costs (chat-engine.md 6.8, SV-60).

use ropewalk_model::chat::Usage;
use ropewalk_platform::chat_models::ResolvedModel;
use ropewalk_wire::chat_models::{ModelCost, PricePerMillion};

/// The tokens that a price is for.
const TOKENS_PER_PRICE: i128 = 1_000_000;

/// What a call of `model` cost by its own prices, in micro-dollars; `None` when that is not known.
#[must_use]
pub(crate) fn cost_of(model: &ResolvedModel, usage: &Usage) -> Option<i64> {
    cost_micros(usage, model.call_config.cost.as_ref()?)
}

/// The cost in micro-dollars, rounded up; reasoning is part of the output. `None` when there was no usage, or nothing
/// that was used has a price; zero is a real price.
#[must_use]
fn cost_micros(usage: &Usage, prices: &ModelCost) -> Option<i64> {
    let used = [
        (usage.input_tokens, prices.input_price_per_million_tokens),
        (usage.output_tokens, prices.output_price_per_million_tokens),
        (usage.cache_read_tokens, prices.cache_read_price_per_million_tokens),
        (usage.cache_creation_tokens, prices.cache_write_price_per_million_tokens),
    ];
    let charge = |(tokens, price): (i64, Option<PricePerMillion>)| match (tokens, price) {
        (1.., Some(price)) => Some(i128::from(tokens) * i128::from(price.micros())),
        (_, _) => None,
    };
    let total = used.into_iter().filter_map(charge).reduce(|sum, charge| sum + charge)?;
    let rounded_up = (total + TOKENS_PER_PRICE - 1) / TOKENS_PER_PRICE;
    Some(i64::try_from(rounded_up).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use ropewalk_model::chat::Usage;
    use ropewalk_wire::chat_models::{ModelCost, PricePerMillion};

    use super::cost_micros;

    fn price(text: &str) -> Option<PricePerMillion> {
        Some(PricePerMillion::parse(text).expect("a price"))
    }

    #[test]
    fn the_cost_is_the_sum_rounded_up() {
        let prices = ModelCost {
            input_price_per_million_tokens: price("3"),
            output_price_per_million_tokens: price("15"),
            cache_read_price_per_million_tokens: price("0.3"),
            cache_write_price_per_million_tokens: price("3.75"),
        };
        let usage = Usage {
            input_tokens: 1000,
            output_tokens: 7,
            cache_read_tokens: 1,
            cache_creation_tokens: 2,
            ..Usage::default()
        };
        // 3000 + 105 + 0.3 + 7.5
        assert_eq!(cost_micros(&usage, &prices), Some(3113));
    }

    #[test]
    fn unknown_is_not_free() {
        let usage = Usage { input_tokens: 5, ..Usage::default() };
        assert_eq!(cost_micros(&usage, &ModelCost::default()), None);
        let output = ModelCost { output_price_per_million_tokens: price("1"), ..ModelCost::default() };
        assert_eq!(cost_micros(&usage, &output), None);
        let free = ModelCost { input_price_per_million_tokens: price("0"), ..ModelCost::default() };
        assert_eq!(cost_micros(&usage, &free), Some(0));
        assert_eq!(cost_micros(&Usage::default(), &free), None);
    }
}
