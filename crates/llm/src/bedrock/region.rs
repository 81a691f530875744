//! The region of an endpoint, which is part of the signature.

use url::Url;

/// The parameter of a base URL that names the region where the host does not: of a proxy, or of a private endpoint.
pub(crate) const REGION_PARAMETER: &str = "region";
/// The region of the usual base URL.
const USUAL: &str = "us-east-1";
/// What the host of the service that runs models begins with.
const RUNTIME: [&str; 2] = ["bedrock-runtime", "bedrock-runtime-fips"];

/// The region of a base URL: its parameter, else the label after the service's name in the host.
pub(crate) fn region_of(base_url: &Url) -> String {
    let named = base_url.query_pairs().find(|(name, _)| name == REGION_PARAMETER);
    if let Some((_, region)) = named.filter(|(_, region)| !region.is_empty()) {
        return region.into_owned();
    }
    let mut labels = base_url.host_str().unwrap_or_default().split('.');
    labels.by_ref().find(|it| RUNTIME.contains(it));
    labels.next().filter(|it| !it.is_empty()).unwrap_or(USUAL).to_owned()
}

/// The host of the service that lists models, for the usual hosts of the one that runs them.
pub(crate) fn control_host(host: &str) -> Option<String> {
    let rest = host.strip_prefix("bedrock-runtime")?;
    host.ends_with(".amazonaws.com").then(|| format!("bedrock{rest}"))
}

#[cfg(test)]
mod tests {
    use url::Url;

    use super::{control_host, region_of};

    #[test]
    fn regions_are_found() {
        for (url, expected) in [
            ("https://bedrock-runtime.eu-west-1.amazonaws.com", "eu-west-1"),
            ("https://bedrock-runtime-fips.us-gov-west-1.amazonaws.com", "us-gov-west-1"),
            ("https://vpce-1.bedrock-runtime.ap-south-1.vpce.amazonaws.com", "ap-south-1"),
            ("http://127.0.0.1:8080?region=eu-central-1", "eu-central-1"),
            ("https://llm.example.com/bedrock", "us-east-1"),
        ] {
            assert_eq!(region_of(&Url::parse(url).expect("a URL")), expected, "{url}");
        }
    }

    #[test]
    fn the_list_of_models_is_at_another_host() {
        let usual = control_host("bedrock-runtime.eu-west-1.amazonaws.com");
        assert_eq!(usual.as_deref(), Some("bedrock.eu-west-1.amazonaws.com"));
        assert_eq!(control_host("llm.example.com"), None);
    }
}
