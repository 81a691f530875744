//! Spans for OpenTelemetry: turns of chats, their steps, calls of models and of tools. Off unless the standard variables name a
//! collector (<https://opentelemetry.io/docs/specs/otel/protocol/exporter/>); then they go there by OTLP over HTTP.
//!
//! What must stay true: only spans of [`SPAN_TARGET`] leave the process, and no event, so that nothing that is logged is told by
//! accident; their attributes are names, ids and counts, never what people or models said. The log does not show these spans.

use std::time::Duration;

use opentelemetry::trace::TracerProvider;
use opentelemetry_otlp::SpanExporter;
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::trace::SdkTracerProvider;
use tracing::Level;
use tracing::level_filters::LevelFilter;
use tracing_subscriber::Layer;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::registry::LookupSpan;

/// The target of the spans that go to a collector.
pub const SPAN_TARGET: &str = "ropewalk_trace";

/// How long a stop waits for the last spans to be taken.
const SHUTDOWN_TIMEOUT: Duration = Duration::from_secs(5);

/// Where spans go. Its end sends the last ones.
#[derive(Debug)]
pub struct Traces(SdkTracerProvider);

/// Spans cannot be sent as the environment asks for.
#[derive(Debug, thiserror::Error)]
pub enum TracesError {
    /// A protocol that this program does not speak.
    #[error(
        "{variable} asks for \"{protocol}\", and spans can only be sent by http/protobuf: set it to that, with the collector's HTTP \
         endpoint (usually port 4318), or unset it"
    )]
    Protocol {
        /// The variable.
        variable: &'static str,
        /// What it says.
        protocol: String,
    },
    /// The exporter could not be made, e.g. because the endpoint is no URL.
    #[error("spans cannot be sent to OTEL_EXPORTER_OTLP_ENDPOINT: {0}")]
    Exporter(#[from] opentelemetry_otlp::ExporterBuildError),
}

impl Traces {
    /// What the environment asks for; `variable` reads it. `None`: no collector is named, or spans are turned off
    /// (`OTEL_SDK_DISABLED`, `OTEL_TRACES_EXPORTER=none`). A TLS provider must be installed before.
    ///
    /// # Errors
    /// [`TracesError`].
    pub fn from_environment(
        version: &'static str,
        variable: impl Fn(&str) -> Option<String>,
    ) -> Result<Option<Self>, TracesError> {
        if !is_on(&variable) {
            return Ok(None);
        }
        for name in ["OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "OTEL_EXPORTER_OTLP_PROTOCOL"] {
            match given(&variable, name) {
                Some(protocol) if protocol != "http/protobuf" => {
                    return Err(TracesError::Protocol { variable: name, protocol });
                }
                // The first that is given counts.
                Some(_) => break,
                None => {}
            }
        }
        let exporter = SpanExporter::builder().with_http().build()?;
        let mut resource =
            Resource::builder().with_attribute(opentelemetry::KeyValue::new("service.version", version));
        let names_service = given(&variable, "OTEL_SERVICE_NAME").is_some()
            || given(&variable, "OTEL_RESOURCE_ATTRIBUTES").is_some_and(|it| it.contains("service.name="));
        if !names_service {
            resource = resource.with_service_name("ropewalk");
        }
        let provider = SdkTracerProvider::builder()
            .with_batch_exporter(exporter)
            .with_resource(resource.build())
            .build();
        Ok(Some(Self(provider)))
    }

    /// What takes the spans from `tracing`.
    pub(crate) fn layer<S>(&self) -> impl Layer<S> + use<S>
    where
        S: tracing::Subscriber + for<'a> LookupSpan<'a>,
    {
        let only_ours = Targets::new().with_target(SPAN_TARGET, Level::INFO).with_default(LevelFilter::OFF);
        tracing_opentelemetry::layer()
            .with_tracer(self.0.tracer("ropewalk"))
            .with_location(false)
            .with_threads(false)
            .with_filter(only_ours)
    }
}

impl Drop for Traces {
    fn drop(&mut self) {
        if let Err(error) = self.0.shutdown_with_timeout(SHUTDOWN_TIMEOUT) {
            tracing::warn!("The last spans may not have been sent: {error}");
        }
    }
}

fn given(variable: impl Fn(&str) -> Option<String>, name: &str) -> Option<String> {
    variable(name).map(|it| it.trim().to_owned()).filter(|it| !it.is_empty())
}

fn is_on(variable: &impl Fn(&str) -> Option<String>) -> bool {
    let is_disabled = given(variable, "OTEL_SDK_DISABLED").is_some_and(|it| it.eq_ignore_ascii_case("true"));
    let is_otlp = given(variable, "OTEL_TRACES_EXPORTER").is_none_or(|it| it == "otlp");
    let has_endpoint = ["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT"]
        .iter()
        .any(|name| given(variable, name).is_some());
    has_endpoint && is_otlp && !is_disabled
}

#[cfg(test)]
mod tests {
    use super::{Traces, TracesError, is_on};

    fn variable(pairs: &'static [(&'static str, &'static str)]) -> impl Fn(&str) -> Option<String> {
        |name| pairs.iter().find(|(it, _)| *it == name).map(|(_, value)| (*value).to_owned())
    }

    #[test]
    fn spans_are_off_unless_a_collector_is_named() {
        assert!(!is_on(&variable(&[])));
        assert!(!is_on(&variable(&[("OTEL_EXPORTER_OTLP_ENDPOINT", " ")])));
        assert!(is_on(&variable(&[("OTEL_EXPORTER_OTLP_ENDPOINT", "http://c:4318")])));
        assert!(is_on(&variable(&[("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://c/v1/traces")])));
        for off in [("OTEL_SDK_DISABLED", "TRUE"), ("OTEL_TRACES_EXPORTER", "none")] {
            let pairs = [("OTEL_EXPORTER_OTLP_ENDPOINT", "http://c:4318"), off];
            assert!(!is_on(&|name: &str| pairs
                .iter()
                .find(|(it, _)| *it == name)
                .map(|(_, it)| (*it).to_owned())));
        }
    }

    #[test]
    fn a_protocol_that_is_not_spoken_is_named() {
        let asked = variable(&[
            ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://c:4317"),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"),
        ]);
        let error = Traces::from_environment("0", asked).expect_err("gRPC");
        assert!(
            matches!(error, TracesError::Protocol { .. }) && error.to_string().contains("4318"),
            "{error}"
        );
    }
}
