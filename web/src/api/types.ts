// The names that the page uses for the types of the API. They come from the generated schema alone.

import type { components } from "./schema";

type Schemas = components["schemas"];

export type ApiKey = Schemas["ApiKeyWithOwner"];
export type BuildInfo = Schemas["BuildInfo"];
export type Chat = Schemas["Chat"];
export type ChatError = Schemas["ChatError"];
export type ChatInputPart = Schemas["ChatInputPart"];
export type ChatMessage = Schemas["ChatMessage"];
export type ChatMessagePart = Schemas["ChatMessagePart"];
export type ChatMessagesPage = Schemas["ChatMessagesResponse"];
export type ChatModelConfig = Schemas["ChatModelConfig"];
export type ChatPreviewReset = Schemas["PreviewReset"];
export type ChatProviderConfig = Schemas["ChatProviderConfig"];
export type UserChatProviderConfig = Schemas["UserChatProviderConfig"];
export type ChatQueuedMessage = Schemas["ChatQueuedMessage"];
export type ChatRetry = Schemas["ChatRetry"];
export type ChatStatus = Schemas["ChatStatus"];
export type ChatStreamEvent = Schemas["ChatStreamEvent"];
export type ChatStreamMessagePart = Schemas["MessagePartEvent"];
export type ChatWait = Schemas["ChatWait"];
export type ChatWatchEvent = Schemas["ChatWatchEvent"];
export type ProvisionerJobLog = Schemas["ProvisionerJobLog"];
export type Role = Schemas["ChatMessageRole"];
export type SuggestedModel = Schemas["SuggestedModel"];
export type Transition = Schemas["WorkspaceTransition"];
export type User = Schemas["User"];
export type Workspace = Schemas["Workspace"];
export type WorkspaceAgent = Schemas["WorkspaceAgent"];
export type WorkspaceAgentLog = Schemas["WorkspaceAgentLog"];
export type WorkspaceEvent = Schemas["WorkspaceEvent"];
export type WorkspaceStatus = Schemas["WorkspaceStatus"];
