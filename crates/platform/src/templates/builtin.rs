//! The template `local`: a workspace on the server's own host.

use ropewalk_provision::definition::{AgentDefinition, TemplateDefinition};
use ropewalk_store::templates::BuiltinTemplate;

use crate::{Platform, UseCaseError};

/// The name of the version; a new definition needs a new one.
const VERSION: &str = "builtin-1";

const README: &str = "\
# This machine

A workspace on the host that the Ropewalk server runs on: a home directory of its own, and a process tree in the
strongest sandbox that the host allows. No containers and no Terraform are needed.

* **Start** brings up the workspace's agent. **Stop** ends all its processes and keeps its files. **Delete** removes
  the files too.
* The workspace sees the programs that are installed on the host, not the files of the host's users, of the server or
  of other workspaces. Which sandbox it has is shown with its resources; `ropewalk doctor` shows what would be possible.
* It shares the network of the host.
* It goes on while the server restarts, and connects again by itself.
";

impl Platform {
    /// Makes the templates that come with the server, as far as they are missing. The server itself calls it at each
    /// start, so it takes no subject; two servers may call it at once.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn ensure_builtin_templates(&self) -> Result<(), UseCaseError> {
        let Some(organization) = self.store().default_organization().await? else { return Ok(()) };
        let definition = TemplateDefinition {
            agents: vec![AgentDefinition {
                name: "main".to_owned(),
                directory: String::new(),
                environment: std::collections::BTreeMap::new(),
                connection_timeout_secs: 120,
                troubleshooting_url: String::new(),
                scripts: Vec::new(),
            }],
        };
        let definition = serde_json::to_value(&definition).map_err(|error| {
            UseCaseError::internal("write the definition of the built-in template", error)
        })?;
        let template = BuiltinTemplate {
            template_id: self.entropy().uuid().into(),
            version_id: self.entropy().uuid().into(),
            job_id: self.entropy().uuid().into(),
            organization_id: organization.id,
            name: "local",
            display_name: "This machine",
            description: "A sandboxed workspace on the host of the Ropewalk server. Nothing to install.",
            icon: "/icon/computer.svg",
            version_name: VERSION,
            readme: README,
            definition,
        };
        self.store().ensure_builtin_template(&template).await?;
        Ok(())
    }
}
