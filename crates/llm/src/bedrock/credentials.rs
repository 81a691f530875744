//! The key of a Bedrock provider: one text, like every provider's.

use aws_credential_types::Credentials;

/// What a key's text says.
#[derive(Clone, Debug)]
pub(crate) enum BedrockKey {
    /// A Bedrock API key, sent as it is.
    Bearer,
    /// The keys of an AWS account, which sign and are not sent.
    Account(Credentials),
}

impl BedrockKey {
    /// Reads `ACCESS_KEY_ID:SECRET_ACCESS_KEY`, with `:SESSION_TOKEN` for temporary ones, or a Bedrock API key,
    /// which has no colon.
    ///
    /// # Errors
    /// What is wrong, without any of the text.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let parts: Vec<&str> = text.trim().split(':').collect();
        let is_access_key =
            |it: &str| it.len() >= 16 && it.bytes().all(|it| it.is_ascii_uppercase() || it.is_ascii_digit());
        let (access_key, secret, token) = match parts.as_slice() {
            [_] => return Ok(Self::Bearer),
            [access_key, secret] => (*access_key, *secret, None),
            [access_key, secret, token] => (*access_key, *secret, Some(*token)),
            _ => {
                return Err(
                    "has more than the three parts ACCESS_KEY_ID:SECRET_ACCESS_KEY:SESSION_TOKEN".to_owned()
                );
            }
        };
        if !is_access_key(access_key) {
            return Err(
                "must begin with an access key id of capital letters and digits before its colon".to_owned()
            );
        }
        if secret.is_empty() || token.is_some_and(str::is_empty) {
            return Err("lacks the secret access key or the session token after a colon".to_owned());
        }
        let token = token.map(str::to_owned);
        Ok(Self::Account(Credentials::new(access_key, secret, token, None, "ropewalk")))
    }
}

#[cfg(test)]
mod tests {
    use super::BedrockKey;

    #[test]
    fn keys_are_told_apart_by_their_colons() {
        assert!(matches!(BedrockKey::parse("ABSKQmVkcm9jaw=="), Ok(BedrockKey::Bearer)));
        let Ok(BedrockKey::Account(pair)) = BedrockKey::parse(" AKIAIOSFODNN7EXAMPLE:wJalr/+x= ") else {
            panic!("an account")
        };
        assert_eq!((pair.access_key_id(), pair.secret_access_key()), ("AKIAIOSFODNN7EXAMPLE", "wJalr/+x="));
        assert_eq!(pair.session_token(), None);
        let Ok(BedrockKey::Account(temporary)) = BedrockKey::parse("ASIAIOSFODNN7EXAMPLE:s:t//=") else {
            panic!("an account")
        };
        assert_eq!(temporary.session_token(), Some("t//="));
        for bad in
            ["sk:secret", "AKIAIOSFODNN7EXAMPLE:", "AKIAIOSFODNN7EXAMPLE:s:", "AKIAIOSFODNN7EXAMPLE:a:b:c"]
        {
            let problem = BedrockKey::parse(bad).expect_err(bad);
            assert!(!problem.contains("AKIA") && !problem.contains("secret:"), "{problem}");
        }
    }
}
