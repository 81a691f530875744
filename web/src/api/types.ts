// The names that the page uses for the types of the API.

export type ChatStatus =
  | "waiting"
  | "pending"
  | "running"
  | "interrupting"
  | "requires_action"
  | "error"
  | "paused"
  | "completed";

export interface ChatError {
  message: string;
  detail?: string;
  kind?: string;
  provider?: string;
  retryable: boolean;
  status_code?: number;
}

export interface Chat {
  id: string;
  organization_id: string;
  owner_id: string;
  workspace_id?: string;
  build_id?: string;
  agent_id?: string;
  last_model_config_id: string;
  title: string;
  status: ChatStatus;
  last_error?: ChatError;
  last_turn_summary: string | null;
  created_at: string;
  updated_at: string;
  archived: boolean;
  pin_order: number;
  has_unread: boolean;
  parent_chat_id?: string;
  children: Chat[];
}

export interface ChatMessagePart {
  type: string;
  text: string;
  created_at?: string;
  completed_at?: string;
  tool_call_id?: string;
  tool_name?: string;
  args?: unknown;
  args_delta?: string;
  result?: unknown;
  result_delta?: string;
  result_reset?: boolean;
  is_error?: boolean;
  is_media?: boolean;
  provider_executed?: boolean;
  url: string;
  title?: string;
  media_type: string;
  name?: string;
  data?: string;
  file_id?: string | null;
  file_name: string;
  start_line: number;
  end_line: number;
  content: string;
}

export interface ChatMessageUsage {
  input_tokens?: number;
  output_tokens?: number;
  total_tokens?: number;
  reasoning_tokens?: number;
  cache_creation_tokens?: number;
  cache_read_tokens?: number;
  context_limit?: number;
}

export type Role = "system" | "user" | "assistant" | "tool";

export interface ChatMessage {
  id: number;
  chat_id: string;
  model_config_id?: string;
  created_at: string;
  role: Role;
  content?: ChatMessagePart[];
  usage?: ChatMessageUsage;
}

export interface ChatQueuedMessage {
  id: number;
  chat_id: string;
  model_config_id?: string;
  content: ChatMessagePart[];
  created_at: string;
}

export interface ChatMessagesPage {
  messages: ChatMessage[];
  queued_messages: ChatQueuedMessage[];
  has_more: boolean;
}

export interface ChatRetry {
  attempt: number;
  delay_ms: number;
  error: string;
  kind?: string;
  provider?: string;
  status_code?: number;
  retrying_at: string;
}

export interface ChatStreamMessagePart {
  role?: Role;
  part: ChatMessagePart;
  history_version: number;
  generation_attempt: number;
  seq: number;
}

export interface ChatPreviewReset {
  history_version: number;
  generation_attempt: number;
}

export interface ChatStreamEvent {
  type: string;
  chat_id: string;
  message_part?: ChatStreamMessagePart;
  message?: ChatMessage;
  status?: { status: ChatStatus };
  error?: ChatError;
  queued_messages?: ChatQueuedMessage[];
  retry?: ChatRetry;
  preview_reset?: ChatPreviewReset;
  action_required?: { tool_calls: { tool_call_id: string; tool_name: string; args: string }[] };
}

export interface ChatWatchEvent {
  kind: string;
  chat: Chat;
}

export interface CreateChatMessageResponse {
  queued: boolean;
  message?: ChatMessage;
  queued_message?: ChatQueuedMessage;
  warnings?: string[];
}

export interface User {
  id: string;
  username: string;
  name?: string;
  email: string;
  organization_ids: string[];
  roles: { name: string; display_name: string }[];
}

export interface ApiKey {
  id: string;
  last_used: string;
  expires_at: string;
  created_at: string;
  token_name: string;
}

export interface BuildInfo {
  version: string;
}

export interface ChatProviderConfig {
  id: string;
  provider: string;
  display_name: string;
  enabled: boolean;
  has_api_key: boolean;
  base_url?: string;
  source: "database" | "env_preset" | "supported";
}

export interface ChatModelConfig {
  id: string;
  provider: string;
  model: string;
  display_name: string;
  enabled: boolean;
  is_default: boolean;
  context_limit: number;
}

export interface SuggestedModel {
  model: string;
  display_name: string;
  context_limit: number;
}

export interface CatalogProvider {
  provider: string;
  available: boolean;
  unavailable_reason?: string;
  known_models?: SuggestedModel[];
}

export interface ProviderTest {
  ok: boolean;
  message: string;
  detail?: string;
}

export type WorkspaceStatus =
  | "pending"
  | "starting"
  | "running"
  | "stopping"
  | "stopped"
  | "failed"
  | "canceling"
  | "canceled"
  | "deleting"
  | "deleted";

export type Transition = "start" | "stop" | "delete";

export interface ProvisionerJob {
  id: string;
  status: string;
  error?: string;
  created_at: string;
  started_at?: string;
  completed_at?: string;
}

export interface WorkspaceAgent {
  id: string;
  name: string;
  status: "connecting" | "connected" | "disconnected" | "timeout";
  lifecycle_state: string;
  directory?: string;
  expanded_directory?: string;
  operating_system: string;
  architecture: string;
}

export interface WorkspaceBuild {
  id: string;
  build_number: number;
  transition: Transition;
  status: WorkspaceStatus;
  created_at: string;
  initiator_name: string;
  job: ProvisionerJob;
  resources: { id: string; name: string; type: string; agents?: WorkspaceAgent[] }[];
}

export interface Workspace {
  id: string;
  name: string;
  owner_name: string;
  template_id: string;
  template_name: string;
  template_display_name: string;
  created_at: string;
  last_used_at: string;
  latest_build: WorkspaceBuild;
}

export interface Template {
  id: string;
  name: string;
  display_name: string;
  description: string;
}

export interface ProvisionerJobLog {
  id: number;
  created_at: string;
  log_level: "trace" | "debug" | "info" | "warn" | "error";
  stage: string;
  output: string;
}

export interface WorkspaceAgentLog {
  id: number;
  created_at: string;
  output: string;
  level: string;
}

export interface ChatWait {
  waiting_for: string;
  explanation: string;
}
