// Generated from docs/api/openapi.json. Do not edit: run `cargo xtask gen`.

export interface paths {
    "/api/experimental/chats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List own chats */
        get: operations["list_chats_experimental"];
        put?: never;
        /**
         * Make a chat
         * @description The chat starts to work on its first message at once.
         */
        post: operations["create_chat_experimental"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/experimental/chats/by-workspace": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Find the latest chat of workspaces */
        get: operations["list_chats_by_workspace_experimental"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/experimental/chats/config/advisor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get the advisor of chats */
        get: operations["get_chat_advisor_experimental"];
        /**
         * Set the advisor of chats
         * @description It counts from the next steps of chats on. What is left out is off, without end, or the chat's own.
         */
        put: operations["put_chat_advisor_experimental"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/experimental/chats/config/auto-archive-days": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get after how many days unused chats are archived */
        get: operations["get_chat_auto_archive_days_experimental"];
        /** Set after how many days unused chats are archived */
        put: operations["put_chat_auto_archive_days_experimental"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/experimental/chats/config/debug-logging": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get whether people may have their chats recorded */
        get: operations["get_chat_debug_logging_experimental"];
        /** Set whether people may have their chats recorded */
        put: operations["put_chat_debug_logging_experimental"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/experimental/chats/config/debug-retention-days": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get for how long debug records are kept */
        get: operations["get_chat_debug_retention_days_experimental"];
        /** Set for how long debug records are kept */
        put: operations["put_chat_debug_retention_days_experimental"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/experimental/chats/config/model-override/{context}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get the model for a kind of work */
        get: operations["get_chat_model_override_experimental"];
        /**
         * Set the model for a kind of work
         * @description Chats that a chat makes use their parent's model when this one cannot be used; titles are then not written.
         */
        put: operations["put_chat_model_override_experimental"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/experimental/chats/config/personal-model-overrides": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get whether people may choose models */
        get: operations["get_chat_personal_model_overrides_experimental"];
        /**
         * Set whether people may choose models
         * @description What they chose is kept while they may not, and does not count.
         */
        put: operations["put_chat_personal_model_overrides_experimental"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/experimental/chats/config/plan-mode-instructions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get what chats that plan are told */
        get: operations["get_chat_plan_mode_instructions_experimental"];
        /**
         * Set what chats that plan are told
         * @description It counts from their next steps on.
         */
        put: operations["put_chat_plan_mode_instructions_experimental"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/experimental/chats/config/retention-days": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get for how long archived chats are kept */
        get: operations["get_chat_retention_days_experimental"];
        /** Set for how long archived chats are kept */
        put: operations["put_chat_retention_days_experimental"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/experimental/chats/config/system-prompt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get what new chats are told */
        get: operations["get_chat_system_prompt_experimental"];
        /**
         * Set what new chats are told
         * @description Chats that are there already keep what they were told.
         */
        put: operations["put_chat_system_prompt_experimental"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/experimental/chats/config/user-compaction-thresholds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get when your chats are summarized */
        get: operations["get_user_chat_compaction_thresholds_experimental"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/experimental/chats/config/user-compaction-thresholds/{modelConfig}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Set when your chats with a model are summarized */
        put: operations["put_user_chat_compaction_threshold_experimental"];
        post?: never;
        /** Take your threshold for a model away */
        delete: operations["delete_user_chat_compaction_threshold_experimental"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/experimental/chats/config/user-debug-logging": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get whether your chats are recorded */
        get: operations["get_user_chat_debug_logging_experimental"];
        /** Set whether your chats are recorded */
        put: operations["put_user_chat_debug_logging_experimental"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/experimental/chats/config/user-personal-model-overrides": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get the models that you chose */
        get: operations["get_user_chat_personal_model_overrides_experimental"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/experimental/chats/config/user-personal-model-overrides/{context}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Choose a model for a kind of work */
        put: operations["put_user_chat_personal_model_override_experimental"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/experimental/chats/config/user-prompt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get what you tell all of your chats */
        get: operations["get_user_chat_prompt_experimental"];
        /**
         * Set what you tell all of your chats
         * @description It counts from each chat's next step on.
         */
        put: operations["put_user_chat_prompt_experimental"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/experimental/chats/cost/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what each person's chats spent */
        get: operations["list_chat_cost_users_experimental"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/experimental/chats/cost/{user}/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get what a person's chats spent */
        get: operations["get_chat_cost_summary_experimental"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/experimental/chats/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Upload a file
         * @description The body is the file itself, at most 10 MiB, and `Content-Disposition` has its name. What it is follows from its bytes: text, JSON, CSV, Markdown, PDF, or a GIF, JPEG, PNG or WebP image. A message then names it by its id.
         */
        post: operations["upload_chat_file_experimental"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/experimental/chats/files/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a file */
        get: operations["get_chat_file_experimental"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/experimental/chats/model-configs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List model configs */
        get: operations["list_chat_model_configs_experimental"];
        put?: never;
        /** Make a model config */
        post: operations["create_chat_model_config_experimental"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/experimental/chats/model-configs/{modelConfig}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove a model config */
        delete: operations["delete_chat_model_config_experimental"];
        options?: never;
        head?: never;
        /** Change a model config */
        patch: operations["update_chat_model_config_experimental"];
        trace?: never;
    };
    "/api/experimental/chats/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The models to choose from */
        get: operations["list_chat_models_experimental"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/experimental/chats/providers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List providers */
        get: operations["list_chat_providers_experimental"];
        put?: never;
        /** Set a provider up */
        post: operations["create_chat_provider_experimental"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/experimental/chats/providers/{providerConfig}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove a provider */
        delete: operations["delete_chat_provider_experimental"];
        options?: never;
        head?: never;
        /** Change a provider */
        patch: operations["update_chat_provider_experimental"];
        trace?: never;
    };
    "/api/experimental/chats/providers/{providerConfig}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Try the key of a provider */
        post: operations["test_chat_provider_experimental"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/experimental/chats/usage-limits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get the usage limits */
        get: operations["get_chat_usage_limits_experimental"];
        /**
         * Set the usage limit of the deployment
         * @description Null takes the limit away. `chat_cap_micros` is what one chat, with the chats that it made, may spend before it stops and asks.
         */
        put: operations["put_chat_usage_limits_experimental"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/experimental/chats/usage-limits/group-overrides/{group}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Give each member of a group a usage limit
         * @description A person's own limit beats it; of several groups the lowest counts.
         */
        put: operations["put_chat_usage_limit_group_override_experimental"];
        post?: never;
        /** Take a group's usage limit away */
        delete: operations["delete_chat_usage_limit_group_override_experimental"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/experimental/chats/usage-limits/overrides/{user}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Give a person a usage limit */
        put: operations["put_chat_usage_limit_override_experimental"];
        post?: never;
        /** Take a person's usage limit away */
        delete: operations["delete_chat_usage_limit_override_experimental"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/experimental/chats/usage-limits/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get where you stand */
        get: operations["get_chat_usage_limit_status_experimental"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/experimental/chats/user-provider-configs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List providers that take the caller's own key */
        get: operations["list_user_chat_provider_configs_experimental"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/experimental/chats/user-provider-configs/{providerConfig}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Store the caller's key for a provider
         * @description It is stored encrypted, never shown again, and used for the caller's own chats alone.
         */
        put: operations["put_user_chat_provider_key_experimental"];
        post?: never;
        /** Remove the caller's key for a provider */
        delete: operations["delete_user_chat_provider_key_experimental"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/experimental/chats/watch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow the list of own chats
         * @description A WebSocket, or an event stream when asked for with `Accept: text/event-stream`. Every frame is one event. There is no snapshot and no cursor: after a reconnect the client loads the list again.
         */
        get: operations["watch_chats_experimental"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/experimental/chats/{chat}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a chat */
        get: operations["get_chat_experimental"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change a chat's title, labels, archive, pin, spend cap, workspace or plan mode
         * @description What is absent or null stays as it is. Fields are applied one by one: title, labels, archived, pin_order, spend_cap_micros, workspace_id, plan_mode. An error in a later one leaves the earlier ones applied.
         */
        patch: operations["update_chat_experimental"];
        trace?: never;
    };
    "/api/experimental/chats/{chat}/clear": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make the model forget
         * @description Everything said so far stays in the history and is no longer shown to the model; the chat's instructions are. Editing an earlier message takes it back.
         */
        post: operations["clear_chat_context_experimental"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/experimental/chats/{chat}/compact": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Summarize what was said
         * @description The model is shown a summary in the place of everything said so far; the history stays. The chat works on it; the calls `chat_summarized` in its history are the summaries. Editing an earlier message takes one back.
         */
        post: operations["compact_chat_context_experimental"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/experimental/chats/{chat}/debug/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the recorded turns of a chat
         * @description The newest first, at most 100. There are some only while the owner has their chats recorded.
         */
        get: operations["list_chat_debug_runs_experimental"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/experimental/chats/{chat}/debug/runs/{run}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a recorded turn with its steps */
        get: operations["get_chat_debug_run_experimental"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/experimental/chats/{chat}/interrupt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stop what a chat does
         * @description What was said so far is kept. A message that waits goes next.
         */
        post: operations["interrupt_chat_experimental"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/experimental/chats/{chat}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a page of the history */
        get: operations["list_chat_messages_experimental"];
        put?: never;
        /**
         * Send a message
         * @description A chat that is busy, or that has messages waiting, queues it. With `interrupt` it also stops what runs.
         */
        post: operations["send_chat_message_experimental"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/experimental/chats/{chat}/messages/{message}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Edit a message
         * @description The message and everything after it are taken away, and everything that waits; the chat goes on from a new message with an id of its own. What is being said at the moment is dropped.
         */
        patch: operations["edit_chat_message_experimental"];
        trace?: never;
    };
    "/api/experimental/chats/{chat}/prompts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read what was written in a chat */
        get: operations["list_chat_prompts_experimental"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/experimental/chats/{chat}/queue/{message}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Drop a message that waits */
        delete: operations["delete_queued_chat_message_experimental"];
        options?: never;
        head?: never;
        /** Change a message that waits, or its place */
        patch: operations["change_queued_chat_message_experimental"];
        trace?: never;
    };
    "/api/experimental/chats/{chat}/queue/{message}/promote": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Run a message that waits next
         * @description A run that is going on is stopped, and what was said so far is kept; the message goes next. The stream of the chat tells when it has become part of the history.
         */
        post: operations["promote_queued_chat_message_experimental"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/experimental/chats/{chat}/reconcile-invalid": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Repair a broken chat
         * @description Brings a chat whose state cannot be to `error`, unarchived. Its messages, and those that wait, stay.
         */
        post: operations["reconcile_invalid_chat_experimental"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/experimental/chats/{chat}/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow a chat
         * @description A WebSocket, or an event stream when asked for with `Accept: text/event-stream`. Every frame is an array of 1 to 256 events: first how the chat is now, then what happens. An event stream takes up where it was by `Last-Event-ID`.
         */
        get: operations["stream_chat_experimental"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/experimental/chats/{chat}/stream/git": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow the repositories of a chat
         * @description A WebSocket of JSON texts. A message comes with each look, at most every second; the client asks for one with `{"type": "refresh"}`.
         */
        get: operations["stream_chat_git_experimental"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/experimental/chats/{chat}/title/propose": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Propose a title
         * @description A model names the chat by all that was said. The chat keeps its title.
         */
        post: operations["propose_chat_title_experimental"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/experimental/chats/{chat}/title/regenerate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Find a new title
         * @description A model names the chat by all that was said. A title that somebody gives it meanwhile stays.
         */
        post: operations["regenerate_chat_title_experimental"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/experimental/chats/{chat}/tool-results": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Answer the calls of the client's tools
         * @description The chat in status `requires_action` waits for exactly one result for each pending call, and then goes on.
         */
        post: operations["submit_chat_tool_results_experimental"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/experimental/chats/{chat}/wait": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Ask what a chat waits for */
        get: operations["get_chat_wait_experimental"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A greeting */
        get: operations["banner"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/appearance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How the deployment looks */
        get: operations["appearance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/auth/scopes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Scopes of tokens */
        get: operations["external_scopes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/authcheck": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask what the caller may do */
        post: operations["check_authorization"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/buildinfo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which server this is */
        get: operations["build_info"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/chats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List own chats */
        get: operations["list_chats"];
        put?: never;
        /**
         * Make a chat
         * @description The chat starts to work on its first message at once.
         */
        post: operations["create_chat"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/chats/by-workspace": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Find the latest chat of workspaces */
        get: operations["list_chats_by_workspace"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/chats/config/advisor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get the advisor of chats */
        get: operations["get_chat_advisor"];
        /**
         * Set the advisor of chats
         * @description It counts from the next steps of chats on. What is left out is off, without end, or the chat's own.
         */
        put: operations["put_chat_advisor"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/chats/config/auto-archive-days": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get after how many days unused chats are archived */
        get: operations["get_chat_auto_archive_days"];
        /** Set after how many days unused chats are archived */
        put: operations["put_chat_auto_archive_days"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/chats/config/debug-logging": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get whether people may have their chats recorded */
        get: operations["get_chat_debug_logging"];
        /** Set whether people may have their chats recorded */
        put: operations["put_chat_debug_logging"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/chats/config/debug-retention-days": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get for how long debug records are kept */
        get: operations["get_chat_debug_retention_days"];
        /** Set for how long debug records are kept */
        put: operations["put_chat_debug_retention_days"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/chats/config/model-override/{context}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get the model for a kind of work */
        get: operations["get_chat_model_override"];
        /**
         * Set the model for a kind of work
         * @description Chats that a chat makes use their parent's model when this one cannot be used; titles are then not written.
         */
        put: operations["put_chat_model_override"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/chats/config/personal-model-overrides": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get whether people may choose models */
        get: operations["get_chat_personal_model_overrides"];
        /**
         * Set whether people may choose models
         * @description What they chose is kept while they may not, and does not count.
         */
        put: operations["put_chat_personal_model_overrides"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/chats/config/plan-mode-instructions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get what chats that plan are told */
        get: operations["get_chat_plan_mode_instructions"];
        /**
         * Set what chats that plan are told
         * @description It counts from their next steps on.
         */
        put: operations["put_chat_plan_mode_instructions"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/chats/config/retention-days": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get for how long archived chats are kept */
        get: operations["get_chat_retention_days"];
        /** Set for how long archived chats are kept */
        put: operations["put_chat_retention_days"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/chats/config/system-prompt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get what new chats are told */
        get: operations["get_chat_system_prompt"];
        /**
         * Set what new chats are told
         * @description Chats that are there already keep what they were told.
         */
        put: operations["put_chat_system_prompt"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/chats/config/user-compaction-thresholds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get when your chats are summarized */
        get: operations["get_user_chat_compaction_thresholds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/chats/config/user-compaction-thresholds/{modelConfig}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Set when your chats with a model are summarized */
        put: operations["put_user_chat_compaction_threshold"];
        post?: never;
        /** Take your threshold for a model away */
        delete: operations["delete_user_chat_compaction_threshold"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/chats/config/user-debug-logging": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get whether your chats are recorded */
        get: operations["get_user_chat_debug_logging"];
        /** Set whether your chats are recorded */
        put: operations["put_user_chat_debug_logging"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/chats/config/user-personal-model-overrides": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get the models that you chose */
        get: operations["get_user_chat_personal_model_overrides"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/chats/config/user-personal-model-overrides/{context}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Choose a model for a kind of work */
        put: operations["put_user_chat_personal_model_override"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/chats/config/user-prompt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get what you tell all of your chats */
        get: operations["get_user_chat_prompt"];
        /**
         * Set what you tell all of your chats
         * @description It counts from each chat's next step on.
         */
        put: operations["put_user_chat_prompt"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/chats/cost/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what each person's chats spent */
        get: operations["list_chat_cost_users"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/chats/cost/{user}/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get what a person's chats spent */
        get: operations["get_chat_cost_summary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/chats/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Upload a file
         * @description The body is the file itself, at most 10 MiB, and `Content-Disposition` has its name. What it is follows from its bytes: text, JSON, CSV, Markdown, PDF, or a GIF, JPEG, PNG or WebP image. A message then names it by its id.
         */
        post: operations["upload_chat_file"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/chats/files/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a file */
        get: operations["get_chat_file"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/chats/model-configs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List model configs */
        get: operations["list_chat_model_configs"];
        put?: never;
        /** Make a model config */
        post: operations["create_chat_model_config"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/chats/model-configs/{modelConfig}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove a model config */
        delete: operations["delete_chat_model_config"];
        options?: never;
        head?: never;
        /** Change a model config */
        patch: operations["update_chat_model_config"];
        trace?: never;
    };
    "/api/v2/chats/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The models to choose from */
        get: operations["list_chat_models"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/chats/providers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List providers */
        get: operations["list_chat_providers"];
        put?: never;
        /** Set a provider up */
        post: operations["create_chat_provider"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/chats/providers/{providerConfig}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove a provider */
        delete: operations["delete_chat_provider"];
        options?: never;
        head?: never;
        /** Change a provider */
        patch: operations["update_chat_provider"];
        trace?: never;
    };
    "/api/v2/chats/providers/{providerConfig}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Try the key of a provider */
        post: operations["test_chat_provider"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/chats/usage-limits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get the usage limits */
        get: operations["get_chat_usage_limits"];
        /**
         * Set the usage limit of the deployment
         * @description Null takes the limit away. `chat_cap_micros` is what one chat, with the chats that it made, may spend before it stops and asks.
         */
        put: operations["put_chat_usage_limits"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/chats/usage-limits/group-overrides/{group}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Give each member of a group a usage limit
         * @description A person's own limit beats it; of several groups the lowest counts.
         */
        put: operations["put_chat_usage_limit_group_override"];
        post?: never;
        /** Take a group's usage limit away */
        delete: operations["delete_chat_usage_limit_group_override"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/chats/usage-limits/overrides/{user}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Give a person a usage limit */
        put: operations["put_chat_usage_limit_override"];
        post?: never;
        /** Take a person's usage limit away */
        delete: operations["delete_chat_usage_limit_override"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/chats/usage-limits/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get where you stand */
        get: operations["get_chat_usage_limit_status"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/chats/user-provider-configs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List providers that take the caller's own key */
        get: operations["list_user_chat_provider_configs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/chats/user-provider-configs/{providerConfig}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Store the caller's key for a provider
         * @description It is stored encrypted, never shown again, and used for the caller's own chats alone.
         */
        put: operations["put_user_chat_provider_key"];
        post?: never;
        /** Remove the caller's key for a provider */
        delete: operations["delete_user_chat_provider_key"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/chats/watch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow the list of own chats
         * @description A WebSocket, or an event stream when asked for with `Accept: text/event-stream`. Every frame is one event. There is no snapshot and no cursor: after a reconnect the client loads the list again.
         */
        get: operations["watch_chats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/chats/{chat}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a chat */
        get: operations["get_chat"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change a chat's title, labels, archive, pin, spend cap, workspace or plan mode
         * @description What is absent or null stays as it is. Fields are applied one by one: title, labels, archived, pin_order, spend_cap_micros, workspace_id, plan_mode. An error in a later one leaves the earlier ones applied.
         */
        patch: operations["update_chat"];
        trace?: never;
    };
    "/api/v2/chats/{chat}/clear": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make the model forget
         * @description Everything said so far stays in the history and is no longer shown to the model; the chat's instructions are. Editing an earlier message takes it back.
         */
        post: operations["clear_chat_context"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/chats/{chat}/compact": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Summarize what was said
         * @description The model is shown a summary in the place of everything said so far; the history stays. The chat works on it; the calls `chat_summarized` in its history are the summaries. Editing an earlier message takes one back.
         */
        post: operations["compact_chat_context"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/chats/{chat}/debug/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the recorded turns of a chat
         * @description The newest first, at most 100. There are some only while the owner has their chats recorded.
         */
        get: operations["list_chat_debug_runs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/chats/{chat}/debug/runs/{run}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a recorded turn with its steps */
        get: operations["get_chat_debug_run"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/chats/{chat}/interrupt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stop what a chat does
         * @description What was said so far is kept. A message that waits goes next.
         */
        post: operations["interrupt_chat"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/chats/{chat}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a page of the history */
        get: operations["list_chat_messages"];
        put?: never;
        /**
         * Send a message
         * @description A chat that is busy, or that has messages waiting, queues it. With `interrupt` it also stops what runs.
         */
        post: operations["send_chat_message"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/chats/{chat}/messages/{message}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Edit a message
         * @description The message and everything after it are taken away, and everything that waits; the chat goes on from a new message with an id of its own. What is being said at the moment is dropped.
         */
        patch: operations["edit_chat_message"];
        trace?: never;
    };
    "/api/v2/chats/{chat}/prompts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read what was written in a chat */
        get: operations["list_chat_prompts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/chats/{chat}/queue/{message}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Drop a message that waits */
        delete: operations["delete_queued_chat_message"];
        options?: never;
        head?: never;
        /** Change a message that waits, or its place */
        patch: operations["change_queued_chat_message"];
        trace?: never;
    };
    "/api/v2/chats/{chat}/queue/{message}/promote": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Run a message that waits next
         * @description A run that is going on is stopped, and what was said so far is kept; the message goes next. The stream of the chat tells when it has become part of the history.
         */
        post: operations["promote_queued_chat_message"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/chats/{chat}/reconcile-invalid": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Repair a broken chat
         * @description Brings a chat whose state cannot be to `error`, unarchived. Its messages, and those that wait, stay.
         */
        post: operations["reconcile_invalid_chat"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/chats/{chat}/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow a chat
         * @description A WebSocket, or an event stream when asked for with `Accept: text/event-stream`. Every frame is an array of 1 to 256 events: first how the chat is now, then what happens. An event stream takes up where it was by `Last-Event-ID`.
         */
        get: operations["stream_chat"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/chats/{chat}/stream/git": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow the repositories of a chat
         * @description A WebSocket of JSON texts. A message comes with each look, at most every second; the client asks for one with `{"type": "refresh"}`.
         */
        get: operations["stream_chat_git"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/chats/{chat}/title/propose": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Propose a title
         * @description A model names the chat by all that was said. The chat keeps its title.
         */
        post: operations["propose_chat_title"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/chats/{chat}/title/regenerate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Find a new title
         * @description A model names the chat by all that was said. A title that somebody gives it meanwhile stays.
         */
        post: operations["regenerate_chat_title"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/chats/{chat}/tool-results": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Answer the calls of the client's tools
         * @description The chat in status `requires_action` waits for exactly one result for each pending call, and then goes on.
         */
        post: operations["submit_chat_tool_results"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/chats/{chat}/wait": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Ask what a chat waits for */
        get: operations["get_chat_wait"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/deployment/ssh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Settings for SSH clients */
        get: operations["ssh_config"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/entitlements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What may be used */
        get: operations["entitlements"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/experiments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Experiments that are on */
        get: operations["experiments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List groups */
        get: operations["list_groups"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/groups/{group}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One group */
        get: operations["get_group"];
        put?: never;
        post?: never;
        /**
         * Delete a group
         * @description Its memberships and its usage limit go with it; the people stay.
         */
        delete: operations["delete_group"];
        options?: never;
        head?: never;
        /**
         * Change a group
         * @description All of it is done, or nothing. Who is a member already, or is none, stays so.
         */
        patch: operations["update_group"];
        trace?: never;
    };
    "/api/v2/groups/{group}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is in a group */
        get: operations["list_group_members"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/organizations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List organizations */
        get: operations["list_organizations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/organizations/{organization}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One organization */
        get: operations["get_organization"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/organizations/{organization}/groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the groups of an organization */
        get: operations["list_organization_groups"];
        put?: never;
        /** Make a group */
        post: operations["create_group"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/organizations/{organization}/groups/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One group by its name */
        get: operations["get_group_by_name"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/organizations/{organization}/groups/{name}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is in a group, by its name */
        get: operations["list_group_members_by_name"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/organizations/{organization}/members/{user}/workspaces": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make a workspace in an organization */
        post: operations["create_member_workspace"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/organizations/{organization}/templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the templates of an organization */
        get: operations["list_organization_templates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/organizations/{organization}/templates/{template}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a template by name */
        get: operations["get_template_by_name"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/regions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where workspaces can be reached through */
        get: operations["regions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List templates */
        get: operations["list_templates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/templates/{template}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a template */
        get: operations["get_template"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/templates/{template}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the versions of a template */
        get: operations["list_template_versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/templateversions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a template version */
        get: operations["get_template_version"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/templateversions/{version}/presets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the presets of a template version */
        get: operations["template_version_presets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/templateversions/{version}/resources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the resources of a template version */
        get: operations["template_version_resources"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/templateversions/{version}/rich-parameters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the parameters of a template version */
        get: operations["template_version_parameters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/updatecheck": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether there is a newer version */
        get: operations["update_check"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List people */
        get: operations["list_users"];
        put?: never;
        /** Make an account */
        post: operations["create_user"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/users/authmethods": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Ways of signing in */
        get: operations["auth_methods"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/users/first": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether anybody has an account */
        get: operations["get_first_user"];
        put?: never;
        /** Make the first account */
        post: operations["create_first_user"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/users/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in */
        post: operations["login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/users/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign out */
        post: operations["logout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/users/validate-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Judge a password */
        post: operations["validate_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/users/{user}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One person */
        get: operations["get_user"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/users/{user}/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make a session */
        post: operations["create_session_key"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/users/{user}/keys/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List tokens */
        get: operations["list_tokens"];
        put?: never;
        /** Make a token */
        post: operations["create_token"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/users/{user}/keys/tokens/tokenconfig": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Limits of tokens */
        get: operations["token_config"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/users/{user}/keys/tokens/{keyname}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One token by name */
        get: operations["get_token"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/users/{user}/keys/{keyid}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One session or token */
        get: operations["get_api_key"];
        put?: never;
        post?: never;
        /** Remove a session or token */
        delete: operations["delete_api_key"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/users/{user}/keys/{keyid}/expire": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** End a session or token */
        put: operations["expire_api_key"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/users/{user}/organizations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Organizations of a person */
        get: operations["list_user_organizations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/users/{user}/organizations/{organization}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One organization of a person */
        get: operations["get_user_organization"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/users/{user}/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Set a password */
        put: operations["update_password"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/users/{user}/skills": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List skills */
        get: operations["list_user_skills"];
        put?: never;
        /**
         * Create a skill
         * @description Every chat of the person is told its name and description, and reads the text when a task fits.
         */
        post: operations["create_user_skill"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/users/{user}/skills/{skill}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a skill */
        get: operations["get_user_skill"];
        put?: never;
        post?: never;
        /** Delete a skill */
        delete: operations["delete_user_skill"];
        options?: never;
        head?: never;
        /** Change a skill */
        patch: operations["update_user_skill"];
        trace?: never;
    };
    "/api/v2/users/{user}/webpush/subscription": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Turn notifications on for a browser
         * @description A first message is sent; the subscription is stored when the push service takes it. A subscription of the same address is replaced. The public key for it is `webpush_public_key` of `GET /api/v2/buildinfo`.
         */
        post: operations["create_webpush_subscription"];
        /** Turn notifications off for a browser */
        delete: operations["delete_webpush_subscription"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/users/{user}/webpush/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a test notification */
        post: operations["test_webpush"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/users/{user}/workspace/{workspace}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a workspace by owner and name */
        get: operations["get_workspace_by_name"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/users/{user}/workspace/{workspace}/builds/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a build by its number */
        get: operations["get_build_by_number"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/users/{user}/workspaces": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make a workspace */
        post: operations["create_user_workspace"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/workspaceagents/me/log-source": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make a source of log lines */
        post: operations["agent_log_source"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/workspaceagents/me/logs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Report log lines (scripts and older agents) */
        patch: operations["agent_patch_logs"];
        trace?: never;
    };
    "/api/v2/workspaceagents/me/rpc/lifecycle": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Report the agent's lifecycle
         * @description A state that is not ahead of the one that the server has is taken and changes nothing.
         */
        post: operations["agent_lifecycle"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/workspaceagents/me/rpc/logs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Report log lines */
        post: operations["agent_append_logs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/workspaceagents/me/rpc/manifest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Get the agent's manifest */
        post: operations["agent_manifest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/workspaceagents/me/rpc/script-completed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Report how a script went */
        post: operations["agent_script_completed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/workspaceagents/me/rpc/startup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Report the agent's start */
        post: operations["agent_startup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/workspaceagents/me/tunnel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Open the tunnel of an agent
         * @description A WebSocket whose binary frames are a stream of bytes; on it the agent is an HTTP/2 server. The token is the agent's own.
         */
        get: operations["agent_tunnel"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/workspaceagents/{agent}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get an agent */
        get: operations["get_agent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/workspaceagents/{agent}/logs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read or follow the log of an agent
         * @description With `follow` this is a WebSocket: an array of lines per text frame, each line once, and close code 1000 when the agent is no longer one of its workspace.
         */
        get: operations["agent_logs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/workspaceagents/{agent}/startup-logs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The same, under its old name */
        get: operations["agent_startup_logs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/workspacebuilds/{build}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a build */
        get: operations["get_build"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/workspacebuilds/{build}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Cancel a build */
        patch: operations["cancel_build"];
        trace?: never;
    };
    "/api/v2/workspacebuilds/{build}/logs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read or follow the log of a build
         * @description With `follow` this is a WebSocket: one line per text frame, each once, and close code 1000 when the log is complete.
         */
        get: operations["build_logs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/workspacebuilds/{build}/parameters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the parameter values of a build */
        get: operations["build_parameters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/workspacebuilds/{build}/resources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what a build made */
        get: operations["build_resources"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/workspaces": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List workspaces */
        get: operations["list_workspaces"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/workspaces/{workspace}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a workspace */
        get: operations["get_workspace"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/workspaces/{workspace}/builds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the builds of a workspace */
        get: operations["list_builds"];
        put?: never;
        /** Start, stop or delete a workspace */
        post: operations["create_build"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/workspaces/{workspace}/watch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Watch a workspace (event stream) */
        get: operations["watch_workspace"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/workspaces/{workspace}/watch-ws": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Watch a workspace (WebSocket) */
        get: operations["watch_workspace_ws"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Sign of life */
        get: operations["healthz"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description The payload of `action_required`. */
        ActionRequired: {
            /** @description The calls to run. */
            tool_calls: components["schemas"]["RequiredToolCall"][];
        };
        /**
         * @description Levels of agent logs: standard output is `info`, standard error is `error`.
         * @enum {string}
         */
        AgentLogLevel: "trace" | "debug" | "info" | "warn" | "error";
        /** @description One line of output. */
        AgentLogLine: {
            /**
             * Format: date-time
             * @description When the agent read it.
             */
            created_at: string;
            /** @description The line without its line end. Never holds a NUL character when it comes from our agent. */
            output: string;
            /** @description How it should be shown. */
            level?: components["schemas"]["AgentLogLevel"];
        };
        /** @description The answer to `rpc/manifest`. */
        AgentManifest: {
            /**
             * Format: uuid
             * @description The agent itself. Never the nil id.
             */
            agent_id: string;
            /** @description The agent's name. */
            agent_name: string;
            /** @description User name of the workspace's owner. */
            owner_username: string;
            /**
             * Format: uuid
             * @description The workspace.
             */
            workspace_id: string;
            /** @description The workspace's name. */
            workspace_name: string;
            /** @description Environment of everything that the agent starts; `$VAR` in values is expanded by the agent. */
            environment_variables?: {
                [key: string]: string;
            };
            /** @description Where commands start. Empty: the home directory. `~` and `$VAR` are expanded by the agent. */
            directory?: string;
            /** @description Becomes `VSCODE_PROXY_URI` when not empty. */
            vs_code_port_proxy_uri?: string;
            /**
             * Format: uuid
             * @description The parent, for agents inside dev containers.
             */
            parent_id?: string | null;
            /** @description Start and stop scripts. */
            scripts?: components["schemas"]["AgentScript"][];
            /** @description The owner's own secrets for this workspace. */
            secrets?: components["schemas"]["AgentSecret"][];
        };
        /** @description One script of the template. */
        AgentScript: {
            /**
             * Format: uuid
             * @description The script.
             */
            id: string;
            /**
             * Format: uuid
             * @description Under which source its lines are logged.
             */
            log_source_id: string;
            /**
             * @description File for its output. Empty: `coder-script-<log source id>.log` in the agent's log directory.
             *     `~` and `$VAR` are expanded; relative paths start at the log directory.
             */
            log_path?: string;
            /** @description The text: for the user's shell, or for the interpreter that its `#!` line names. */
            script: string;
            /** @description Run when the workspace starts. */
            run_on_start?: boolean;
            /** @description Run when the workspace stops. */
            run_on_stop?: boolean;
            /** @description Clients wait for this script before they let people in. */
            start_blocks_login?: boolean;
            /**
             * Format: int32
             * @description After how many seconds it is interrupted; 0 = never.
             */
            timeout_secs?: number;
            /** @description Its name for people. */
            display_name?: string;
        };
        /** @description A secret of the owner, as an environment variable, a file, or both. */
        AgentSecret: {
            /** @description Name of the variable. Empty: none. */
            env_name?: string;
            /** @description Path of the file; `~/` is the home directory. Empty: none. */
            file_path?: string;
            /** @description The secret itself; taken raw, nothing is expanded. */
            value: string;
        };
        /** @description `rpc/startup`, request and answer. */
        AgentStartup: {
            /** @description Version of the agent program. */
            version: string;
            /** @description The manifest's directory after expansion. */
            expanded_directory: string;
            /** @description Subsystems that the agent runs in, such as `envbox`. */
            subsystems?: string[];
        };
        /** @description Objects that a key may be used for. */
        AllowListEntry: {
            /** @description The type of the objects, or `*`. */
            type: string;
            /** @description One object's id, or `*`. */
            id: string;
        };
        /** @description A session or token. The secret is not in it. */
        ApiKey: {
            /** @description The public half of the token: ten characters. */
            id: string;
            /**
             * Format: uuid
             * @description Whose it is.
             */
            user_id: string;
            /**
             * Format: date-time
             * @description When it was last used, to the hour.
             */
            last_used: string;
            /**
             * Format: date-time
             * @description When it ends, unless it is used before.
             */
            expires_at: string;
            /**
             * Format: date-time
             * @description When it was made.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            updated_at: string;
            /** @description How its person signed in; `token` for tokens. */
            login_type: components["schemas"]["LoginType"];
            /** @description The old form of `scopes`. */
            scope: components["schemas"]["ApiKeyScope"];
            /** @description What it may be used for. */
            scopes: string[];
            /** @description The token's name; empty for sessions. */
            token_name: string;
            /**
             * Format: int64
             * @description How long it lives from its last use, in seconds.
             */
            lifetime_seconds: number;
            /** @description The objects that it may be used for. */
            allow_list: components["schemas"]["AllowListEntry"][];
        };
        /**
         * @description The old form of a key's scope.
         * @enum {string}
         */
        ApiKeyScope: "all" | "application_connect";
        /** @description A token and whose it is. */
        ApiKeyWithOwner: components["schemas"]["ApiKey"] & {
            /** @description The owner's name. */
            username: string;
        };
        /** @description How the deployment looks. */
        Appearance: {
            /** @description The name in the title; empty = the product's. */
            application_name: string;
            /** @description The picture at the login; empty = the product's. */
            logo_url: string;
            /** @description Where the documentation is; empty = the product's. */
            docs_url: string;
            /** @description The old form of the first announcement. */
            service_banner: components["schemas"]["Banner"];
            /** @description Announcements on every page. */
            announcement_banners: components["schemas"]["Banner"][];
            /** @description Links for people who need help. */
            support_links?: components["schemas"]["SupportLink"][];
        };
        /** @description Which ways of signing in there are. */
        AuthMethods: {
            /** @description Terms that must be shown at the login. */
            terms_of_service_url?: string | null;
            /** @description Passwords. */
            password: components["schemas"]["PasswordAuthMethod"];
            /** @description GitHub. */
            github: components["schemas"]["GithubAuthMethod"];
            /** @description `OpenID` Connect. */
            oidc: components["schemas"]["OidcAuthMethod"];
        };
        /** @description One question. */
        AuthorizationCheck: {
            /** @description What something is done to. */
            object: components["schemas"]["AuthorizationObject"];
            /** @description What, such as `read`. */
            action: string;
        };
        /** @description What something is done to. */
        AuthorizationObject: {
            /** @description Its type, such as `workspace`. */
            resource_type: string;
            /** @description Its owner's id, or `me`. */
            owner_id?: string | null;
            /** @description Its organization. */
            organization_id?: string | null;
            /** @description The object itself. Used for users and organizations, whose own id says whose they are. */
            resource_id?: string | null;
            /** @description Whether any organization of the caller will do. */
            any_org?: boolean;
        };
        /** @description Questions under names of the caller's choice; the answer has a truth value under each. */
        AuthorizationRequest: {
            /** @description At most 100. */
            checks: {
                [key: string]: components["schemas"]["AuthorizationCheck"];
            };
        };
        /** @description An announcement. */
        Banner: {
            /** @description Whether it is shown. */
            enabled: boolean;
            /** @description Its text. */
            message?: string | null;
            /** @description Its colour, as in CSS. */
            background_color?: string | null;
        };
        /** @description Which server this is. */
        BuildInfo: {
            /** @description The URL under which people reach the server. */
            external_url: string;
            /** @description The version that clients open their features by, such as `v2.34.0+ropewalk-0.1.0`. */
            version: string;
            /** @description The URL of the web page. */
            dashboard_url: string;
            /** @description Whether anything is told to the makers: never, unless somebody turns it on. */
            telemetry: boolean;
            /** @description Whether this is a proxy for workspaces. */
            workspace_proxy: boolean;
            /** @description The version of the agent's interface. */
            agent_api_version: string;
            /** @description The version of the provisioner's interface. */
            provisioner_api_version: string;
            /** @description What to tell people with an old client. */
            upgrade_message: string;
            /** @description This deployment. */
            deployment_id: string;
            /** @description The key for web push. */
            webpush_public_key?: string | null;
        };
        /**
         * @description Why a client asks for a build.
         * @enum {string}
         */
        BuildReason: "initiator" | "dashboard" | "cli" | "ssh_connection" | "vscode_connection" | "jetbrains_connection" | "task_manual_pause" | "task_resume";
        /** @description How long one kind of build takes, in ms; null = there was none yet. */
        BuildTimePercentiles: {
            /**
             * Format: int64
             * @description The median.
             */
            P50?: number | null;
            /**
             * Format: int64
             * @description 95 of 100 take no longer.
             */
            P95?: number | null;
        };
        /** @description A model that can be used. */
        CatalogModel: {
            /** @description `provider:model`. The ids that chats take are those of the model configs. */
            id: string;
            /** @description Its provider. */
            provider: string;
            /** @description The provider's name of it. */
            model: string;
            /** @description Its name for people. */
            display_name: string;
        };
        /** @description Changes a message that waits: at least one of the two. */
        ChangeQueuedChatMessageRequest: {
            /** @description What it says instead; at least one part. */
            content?: components["schemas"]["ChatInputPart"][] | null;
            /**
             * Format: int32
             * @description Where it is to stand in the queue: 0 = the next to run; past the end = the last.
             */
            position?: number | null;
        };
        /** @description A changed message that waits. */
        ChangeQueuedChatMessageResponse: {
            /** @description The message as it is now. */
            queued_message: components["schemas"]["ChatQueuedMessage"];
            /** @description What did not work while the rest did. */
            warnings?: string[];
        };
        /** @description A chat. */
        Chat: {
            /**
             * Format: uuid
             * @description The chat.
             */
            id: string;
            /**
             * Format: uuid
             * @description Its organization.
             */
            organization_id: string;
            /**
             * Format: uuid
             * @description Whose chat it is.
             */
            owner_id: string;
            /** @description The owner's user name, where it is known. */
            owner_username?: string | null;
            /**
             * Format: uuid
             * @description The workspace it works in.
             */
            workspace_id?: string | null;
            /**
             * Format: uuid
             * @description The workspace build it waits for or last saw: its logs can be followed.
             */
            build_id?: string | null;
            /**
             * Format: uuid
             * @description The agent it talks to.
             */
            agent_id?: string | null;
            /**
             * Format: uuid
             * @description The chat that spawned it; absent for a root.
             */
            parent_chat_id?: string | null;
            /**
             * Format: uuid
             * @description The root of its family; absent for a root.
             */
            root_chat_id?: string | null;
            /**
             * Format: uuid
             * @description The model of its next step.
             */
            last_model_config_id: string;
            /** @description How hard that model shall think, as far as its config allows it; absent = as the config says. */
            last_reasoning_effort?: string | null;
            /** @description What people call it. */
            title: string;
            /** @description What it is doing. */
            status: components["schemas"]["ChatStatus"];
            /** @description `explore` or `computer_use`: what a chat that a chat made is limited to; absent = nothing. */
            mode?: string | null;
            plan_mode?: components["schemas"]["ChatPlanMode"] | null;
            last_error?: components["schemas"]["ChatError"] | null;
            /** @description One sentence about the last turn, or null. */
            last_turn_summary: string | null;
            /**
             * Format: date-time
             * @description When it was made.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When a person or a turn last changed it.
             */
            updated_at: string;
            /** @description Whether it is put away. */
            archived: boolean;
            /**
             * Format: int32
             * @description Its place among the pinned ones; 0 = not pinned.
             */
            pin_order: number;
            /** @description The MCP servers it may use. */
            mcp_server_ids: string[];
            /** @description The client's own marks. */
            labels: {
                [key: string]: string;
            };
            /** @description The files that its messages name; only in the answer to a creation and to a single read. */
            files?: components["schemas"]["ChatFileMetadata"][];
            spend?: components["schemas"]["ChatSpend"] | null;
            /** @description Whether an assistant message stands after its owner's read cursor. */
            has_unread: boolean;
            /** @description What did not work while the rest did; only in the answer to a creation. */
            warnings?: string[];
            /** @description Who made it. */
            client_type: components["schemas"]["ChatClientType"];
            /** @description The chats it spawned, newest first; one level. */
            children: components["schemas"]["Chat"][];
        };
        /** @description What administrators set of the advisor. */
        ChatAdvisorConfig: {
            /** @description Whether chats can ask it. */
            enabled?: boolean;
            /**
             * Format: int64
             * @description How often it can be asked in a turn; 0 = as good as without end.
             */
            max_uses_per_run?: number;
            /**
             * Format: int64
             * @description How long its answer may be, in tokens; 0 = 16,384.
             */
            max_output_tokens?: number;
            /**
             * Format: uuid
             * @description Its model; the nil UUID = the chat's own.
             */
            model_config_id?: string;
            /** @description How hard that model shall think; left out = as its config says. Ours. */
            reasoning_effort?: string | null;
        };
        /** @description After how many days chats that nobody uses are archived. */
        ChatAutoArchiveDays: {
            /**
             * Format: int32
             * @description 0 to 3650; 0 = never.
             */
            auto_archive_days: number;
        };
        /**
         * @description Which kind of client made the chat.
         * @enum {string}
         */
        ChatClientType: "ui" | "api";
        /** @description What one root chat cost, with the chats that it made. */
        ChatCostByChat: components["schemas"]["ChatTokenTotals"] & {
            /**
             * Format: uuid
             * @description The root.
             */
            root_chat_id: string;
            /** @description Its title. */
            chat_title: string;
            /**
             * Format: int64
             * @description All of it.
             */
            total_cost_micros: number;
            /**
             * Format: int64
             * @description How many answers.
             */
            message_count: number;
        };
        /** @description What one of them spent. */
        ChatCostByUser: components["schemas"]["ChatTokenTotals"] & {
            /**
             * Format: uuid
             * @description Who.
             */
            user_id: string;
            /** @description Their user name. */
            username: string;
            /** @description Their name. */
            name: string;
            /** @description Their picture; empty = none. */
            avatar_url: string;
            /**
             * Format: int64
             * @description All of it.
             */
            total_cost_micros: number;
            /**
             * Format: int64
             * @description How many answers.
             */
            message_count: number;
            /**
             * Format: int64
             * @description In how many root chats.
             */
            chat_count: number;
        };
        /** @description What one person's chats spent. */
        ChatCostSummary: components["schemas"]["ChatTokenTotals"] & {
            /**
             * Format: date-time
             * @description From when on.
             */
            start_date: string;
            /**
             * Format: date-time
             * @description Up to when.
             */
            end_date: string;
            /**
             * Format: int64
             * @description All of it.
             */
            total_cost_micros: number;
            /**
             * Format: int64
             * @description Answers whose cost is known; 0 is known.
             */
            priced_message_count: number;
            /**
             * Format: int64
             * @description Answers whose cost is not known.
             */
            unpriced_message_count: number;
            /** @description By model, the dearest first, at most 100. */
            by_model: components["schemas"]["ChatModelCostSummary"][];
            /** @description By root chat, the dearest first, at most 100. */
            by_chat: components["schemas"]["ChatCostByChat"][];
            usage_limit?: components["schemas"]["ChatUsageLimitStatus"] | null;
        };
        /** @description What each person's chats spent. */
        ChatCostUsersResponse: {
            /**
             * Format: date-time
             * @description From when on.
             */
            start_date: string;
            /**
             * Format: date-time
             * @description Up to when.
             */
            end_date: string;
            /**
             * Format: int64
             * @description How many people there are, on all pages.
             */
            count: number;
            /** @description This page, the dearest first. */
            users: components["schemas"]["ChatCostByUser"][];
        };
        /** @description Whether people may have their chats recorded. */
        ChatDebugLogging: {
            /** @description Whether people may choose. */
            allow_users: boolean;
            /** @description Whether the deployment records every chat, whatever people choose. */
            forced_by_deployment: boolean;
        };
        /** @description After how many days records are removed. */
        ChatDebugRetentionDays: {
            /**
             * Format: int32
             * @description 0 to 3650; 0 = never.
             */
            debug_retention_days: number;
        };
        /** @description A recorded turn with its steps. */
        ChatDebugRun: components["schemas"]["ChatDebugRunSummary"] & {
            /**
             * Format: uuid
             * @description The root of its chat, for a chat that another made.
             */
            root_chat_id?: string | null;
            /**
             * Format: uuid
             * @description The chat that made its chat.
             */
            parent_chat_id?: string | null;
            /**
             * Format: uuid
             * @description The model.
             */
            model_config_id?: string | null;
            /**
             * Format: int64
             * @description The user message that it answers.
             */
            trigger_message_id?: number | null;
            /**
             * Format: int64
             * @description The last message when it began.
             */
            history_tip_message_id?: number | null;
            /** @description Its steps, in their order. */
            steps: components["schemas"]["ChatDebugStep"][];
        };
        /** @description A recorded turn, as lists show it. */
        ChatDebugRunSummary: {
            /**
             * Format: uuid
             * @description The run.
             */
            id: string;
            /**
             * Format: uuid
             * @description Its chat.
             */
            chat_id: string;
            /** @description `chat_turn`, `title_generation`, `quickgen` or `compaction`. */
            kind: string;
            /** @description How far it is. */
            status: components["schemas"]["ChatDebugStatus"];
            /** @description The provider of the model. */
            provider?: string | null;
            /** @description The provider's name of the model. */
            model?: string | null;
            /** @description More about it. */
            summary: Record<string, never>;
            /**
             * Format: date-time
             * @description When it began.
             */
            started_at: string;
            /**
             * Format: date-time
             * @description When it was last touched.
             */
            updated_at: string;
            /**
             * Format: date-time
             * @description When it ended.
             */
            finished_at?: string | null;
        };
        /**
         * @description How far a run or step is; the last three are ends.
         * @enum {string}
         */
        ChatDebugStatus: "in_progress" | "completed" | "error" | "interrupted";
        /** @description A recorded step. */
        ChatDebugStep: {
            /**
             * Format: uuid
             * @description The step.
             */
            id: string;
            /**
             * Format: uuid
             * @description Its run.
             */
            run_id: string;
            /**
             * Format: uuid
             * @description Its chat.
             */
            chat_id: string;
            /**
             * Format: int32
             * @description From 1.
             */
            step_number: number;
            /** @description `stream` or `generate`. */
            operation: string;
            /** @description How far it is. */
            status: components["schemas"]["ChatDebugStatus"];
            /**
             * Format: int64
             * @description The last message that was sent.
             */
            history_tip_message_id?: number | null;
            /**
             * Format: int64
             * @description The message that holds the answer.
             */
            assistant_message_id?: number | null;
            /** @description What was asked, in one shape for all providers, without secrets and without the bytes of files. */
            normalized_request: Record<string, never>;
            /** @description What was answered. */
            normalized_response?: Record<string, never> | null;
            /** @description What it used. */
            usage?: Record<string, never> | null;
            /** @description Each try. */
            attempts: Record<string, never>[];
            /** @description What went wrong last. */
            error?: Record<string, never> | null;
            /** @description More about it. */
            metadata: Record<string, never>;
            /**
             * Format: date-time
             * @description When it began.
             */
            started_at: string;
            /**
             * Format: date-time
             * @description When it was last touched.
             */
            updated_at: string;
            /**
             * Format: date-time
             * @description When it ended.
             */
            finished_at?: string | null;
        };
        /** @description A chat's error: `Chat.last_error`, and the payload of the stream's `error` event. */
        ChatError: {
            /** @description For people. */
            message: string;
            /** @description The provider's own words. */
            detail?: string | null;
            kind?: components["schemas"]["ChatErrorKind"] | null;
            /** @description The configured provider's name. */
            provider?: string | null;
            /** @description Whether sending again may help. */
            retryable: boolean;
            /**
             * Format: int32
             * @description The provider's HTTP status.
             */
            status_code?: number | null;
        };
        /**
         * @description What went wrong, in kinds that a client can act on.
         * @enum {string}
         */
        ChatErrorKind: "overloaded" | "rate_limit" | "timeout" | "stream_silence_timeout" | "auth" | "config" | "usage_limit" | "missing_key" | "provider_disabled" | "content_filter" | "generic";
        /** @description A file of a chat, without its bytes. */
        ChatFileMetadata: {
            /**
             * Format: uuid
             * @description The file.
             */
            id: string;
            /**
             * Format: uuid
             * @description Who uploaded it, or whose chat attached it.
             */
            owner_id: string;
            /**
             * Format: uuid
             * @description Its organization.
             */
            organization_id: string;
            /** @description Its name. */
            name: string;
            /** @description What it is. */
            mime_type: string;
            /**
             * Format: int64
             * @description How large it is.
             */
            size_bytes: number;
            /**
             * Format: date-time
             * @description When it was stored.
             */
            created_at: string;
        };
        /** @description A message of the stream. */
        ChatGitEvent: {
            /**
             * Format: date-time
             * @description When.
             */
            scanned_at: string;
            /** @description What changed; absent = nothing. */
            repositories?: components["schemas"]["WorkspaceAgentRepoChanges"][];
            /** @enum {string} */
            type: "changes";
        } | {
            /** @description Why. */
            message: string;
            /** @enum {string} */
            type: "error";
        };
        /**
         * @description One part of a message to be sent. Which fields are needed follows from `type`: `text` needs `text`;
         *     `file-reference` needs `file_name`; `file` needs `file_id`.
         */
        ChatInputPart: {
            /** @description `text`, `file` or `file-reference`; blanks around it and its case do not matter. */
            type: string;
            /** @description `text`: the text. */
            text?: string;
            /**
             * Format: uuid
             * @description `file`: the stored file. Some clients send the nil UUID with every other kind; it is ignored there.
             */
            file_id?: string | null;
            /** @description `file-reference`: the file. */
            file_name?: string;
            /**
             * Format: int64
             * @description `file-reference`: the first line, from 1.
             */
            start_line?: number;
            /**
             * Format: int64
             * @description `file-reference`: the last line.
             */
            end_line?: number;
            /** @description `file-reference`: the quoted lines. */
            content?: string;
        };
        /** @description A message of a chat's history. */
        ChatMessage: {
            /**
             * Format: int64
             * @description Its place in the history.
             */
            id: number;
            /**
             * Format: uuid
             * @description Its chat.
             */
            chat_id: string;
            /**
             * Format: uuid
             * @description The person who wrote it.
             */
            created_by?: string | null;
            /**
             * Format: uuid
             * @description The model that wrote it, or that it was written for.
             */
            model_config_id?: string | null;
            /**
             * Format: date-time
             * @description When it was stored.
             */
            created_at: string;
            /** @description Who speaks. */
            role: components["schemas"]["ChatMessageRole"];
            /** @description What it says. */
            content?: components["schemas"]["ChatMessagePart"][];
            usage?: components["schemas"]["ChatMessageUsage"] | null;
        };
        /** @description One part of a message. Which fields mean something follows from `type`. */
        ChatMessagePart: {
            /** @description What it is. */
            type: components["schemas"]["ChatMessagePartType"];
            /** @description `text`, `reasoning`: the text. */
            text: string;
            /** @description `tool-call`, `tool-result`: the provider's id of the call. */
            tool_call_id?: string | null;
            /** @description `tool-call`, `tool-result`: the tool. */
            tool_name?: string | null;
            /**
             * Format: uuid
             * @description `tool-call`, `tool-result` of an MCP tool: its server.
             */
            mcp_server_config_id: string | null;
            /** @description `tool-call`: the whole arguments. */
            args?: unknown;
            /** @description `tool-call` in a stream: the next piece of the arguments' JSON text. */
            args_delta?: string | null;
            /** @description `tool-call` of `execute`: one `[program]` or `[program, first argument]` per simple command. */
            parsed_commands?: string[][] | null;
            /** @description `tool-result`: the whole result. */
            result?: unknown;
            /** @description `tool-result` in a stream: the next piece of the result. */
            result_delta?: string | null;
            /** @description `tool-result` in a stream: forget the pieces sent so far. */
            result_reset?: boolean;
            /** @description `tool-result`: whether the tool failed. */
            is_error?: boolean;
            /** @description `tool-result`: whether it is binary media. */
            is_media?: boolean;
            /** @description `tool-call`, `tool-result`: whether the provider runs the call itself. */
            provider_executed?: boolean;
            /** @description `source`: the provider's id of the page. */
            source_id?: string | null;
            /** @description `source`: the page's address. */
            url: string;
            /** @description `source`: the page's title. */
            title?: string | null;
            /** @description `file`: its media type. */
            media_type: string;
            /** @description `file`: its name. */
            name?: string | null;
            /**
             * Format: uuid
             * @description `file`: the stored file.
             */
            file_id: string | null;
            /** @description `file-reference`: the file. */
            file_name: string;
            /**
             * Format: int64
             * @description `file-reference`: the first line, from 1.
             */
            start_line: number;
            /**
             * Format: int64
             * @description `file-reference`: the last line.
             */
            end_line: number;
            /** @description `file-reference`: the quoted lines. */
            content: string;
            /** @description `context-file`: where the file stands in the workspace. */
            context_file_path: string;
            /** @description `context-file`: whether it was cut at 64 KiB. */
            context_file_truncated?: boolean;
            /**
             * Format: uuid
             * @description `context-file`: the agent it came from.
             */
            context_file_agent_id: string | null;
            /** @description `skill`: its name. */
            skill_name: string;
            /** @description `skill`: what it is for. */
            skill_description?: string | null;
            /**
             * Format: date-time
             * @description `tool-call`: when it was complete; `tool-result`: when the tool ended; `reasoning`: when it began.
             */
            created_at?: string | null;
            /**
             * Format: date-time
             * @description `reasoning`: when it ended.
             */
            completed_at?: string | null;
        };
        /**
         * @description What a part is.
         * @enum {string}
         */
        ChatMessagePartType: "text" | "reasoning" | "tool-call" | "tool-result" | "source" | "file" | "file-reference" | "context-file" | "skill";
        /**
         * @description Who speaks.
         * @enum {string}
         */
        ChatMessageRole: "system" | "user" | "assistant" | "tool";
        /** @description The tokens of the call that made a message. A count of zero is absent. */
        ChatMessageUsage: {
            /**
             * Format: int64
             * @description Input that did not touch the provider's cache.
             */
            input_tokens?: number | null;
            /**
             * Format: int64
             * @description Output, reasoning included.
             */
            output_tokens?: number | null;
            /**
             * Format: int64
             * @description As reported, or the sum.
             */
            total_tokens?: number | null;
            /**
             * Format: int64
             * @description The part of the output that was reasoning.
             */
            reasoning_tokens?: number | null;
            /**
             * Format: int64
             * @description Input written to the cache.
             */
            cache_creation_tokens?: number | null;
            /**
             * Format: int64
             * @description Input read from the cache.
             */
            cache_read_tokens?: number | null;
            /**
             * Format: int64
             * @description The model's context window.
             */
            context_limit?: number | null;
        };
        /** @description A page of a chat's history. */
        ChatMessagesResponse: {
            /** @description Newest first; oldest first when only `after_id` was given. */
            messages: components["schemas"]["ChatMessage"][];
            /** @description The queue, when no cursor was given. */
            queued_messages: components["schemas"]["ChatQueuedMessage"][];
            /** @description Whether more messages follow in that direction. */
            has_more: boolean;
        };
        /** @description `ChatModelCallConfig`. Everything is optional; what is absent is left to the provider. */
        ChatModelCallConfig: {
            /**
             * Format: int64
             * @description The most output tokens of one answer.
             */
            max_output_tokens?: number | null;
            /**
             * Format: double
             * @description Sampling temperature.
             */
            temperature?: number | null;
            /**
             * Format: double
             * @description Nucleus sampling.
             */
            top_p?: number | null;
            /**
             * Format: int64
             * @description Top-k sampling.
             */
            top_k?: number | null;
            /**
             * Format: double
             * @description Presence penalty.
             */
            presence_penalty?: number | null;
            /**
             * Format: double
             * @description Frequency penalty.
             */
            frequency_penalty?: number | null;
            reasoning_effort?: components["schemas"]["ModelReasoningEffort"] | null;
            cost?: components["schemas"]["ModelCost"] | null;
            /** @description Options of one provider, under the provider's key (chats-api.md 2.16). */
            provider_options?: Record<string, never> | null;
        };
        /** @description A model that chats can use. */
        ChatModelConfig: {
            /**
             * Format: uuid
             * @description The model config.
             */
            id: string;
            /** @description Its provider's canonical name. */
            provider: string;
            /**
             * Format: uuid
             * @description Its provider, when that is set up.
             */
            ai_provider_id?: string | null;
            /** @description The provider's name of the model. */
            model: string;
            /** @description Its name for people. */
            display_name: string;
            /** @description Whether chats may use it. */
            enabled: boolean;
            /** @description Whether chats without a choice use it. */
            is_default: boolean;
            /**
             * Format: int64
             * @description Its context window, in tokens.
             */
            context_limit: number;
            /**
             * Format: int32
             * @description At how many percent of the window a chat is compacted.
             */
            compression_threshold: number;
            /** @description How hard people can ask it to think, low to high; empty when they cannot choose. Ours. */
            reasoning_efforts?: string[];
            model_config?: components["schemas"]["ChatModelCallConfig"] | null;
            /**
             * Format: date-time
             * @description When it was made.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            updated_at: string;
        };
        /** @description What one model cost. */
        ChatModelCostSummary: components["schemas"]["ChatTokenTotals"] & {
            /**
             * Format: uuid
             * @description The model config.
             */
            model_config_id: string;
            /** @description For people. */
            display_name: string;
            /** @description Its provider. */
            provider: string;
            /** @description The provider's name of it. */
            model: string;
            /**
             * Format: int64
             * @description All of it.
             */
            total_cost_micros: number;
            /**
             * Format: int64
             * @description How many answers.
             */
            message_count: number;
        };
        /** @description The model that administrators set for a kind of work. */
        ChatModelOverride: {
            /** @description The kind of work: `general`, `explore`, `title_generation` or `compaction`. */
            context: string;
            /** @description The model config's id; empty = none is set. */
            model_config_id: string;
            /** @description Something is stored that is no id; it counts as none. */
            is_malformed: boolean;
        };
        /** @description What administrators set for the kinds of work that people may choose for too. */
        ChatModelOverrideDefaults: {
            /** @description For general work. */
            general: components["schemas"]["ChatModelOverride"];
            /** @description To explore. */
            explore: components["schemas"]["ChatModelOverride"];
        };
        /** @description A provider and its models. */
        ChatModelProvider: {
            /** @description Its canonical name. */
            provider: string;
            /** @description Whether the caller can use it. */
            available: boolean;
            unavailable_reason?: components["schemas"]["ModelUnavailableReason"] | null;
            /** @description Its enabled model configs. */
            models: components["schemas"]["CatalogModel"][];
            /**
             * @description The models that Ropewalk knows of this provider: what a new model config can be made of without typing its
             *     numbers. Ours.
             */
            known_models?: components["schemas"]["SuggestedModel"][];
            /** @description How hard its models can be asked to think, low to high, as far as their configs allow it; empty when it takes no effort. Ours. */
            reasoning_efforts?: string[];
        };
        /** @description The catalogue. */
        ChatModelsResponse: {
            /** @description In the canonical order. */
            providers: components["schemas"]["ChatModelProvider"][];
        };
        /** @description A person's own choice for a kind of work. */
        ChatPersonalModelOverride: {
            /** @description The kind of work: `root` (new chats), `general` or `explore`. */
            context: string;
            /** @description Where the model comes from. */
            mode: components["schemas"]["ChatPersonalModelOverrideMode"];
            /** @description The model config's id; empty unless the mode is `model`. */
            model_config_id: string;
            /** @description Whether the person has chosen. */
            is_set: boolean;
            /** @description Something is stored that cannot be read; it counts as not chosen. */
            is_malformed: boolean;
        };
        /**
         * @description Where the model of a person's own choice comes from.
         * @enum {string}
         */
        ChatPersonalModelOverrideMode: "deployment_default" | "chat_default" | "model";
        /** @description Whether people may choose for themselves. */
        ChatPersonalModelOverridesConfig: {
            /** @description Whether they may. */
            allow_users: boolean;
        };
        /**
         * @description The plan mode of a chat; the key is absent while the chat acts.
         * @enum {string}
         */
        ChatPlanMode: "plan";
        /** @description What administrators tell chats that plan. */
        ChatPlanModeInstructions: {
            /** @description The text; at most 128 KiB after invisible characters were taken out. Empty = nothing. */
            plan_mode_instructions: string;
        };
        /** @description The text of a user message. */
        ChatPrompt: {
            /**
             * Format: int64
             * @description The message.
             */
            id: number;
            /** @description Its text parts, one after the other. */
            text: string;
        };
        /** @description What a person has written in a chat. */
        ChatPromptsResponse: {
            /** @description Newest first. */
            prompts: components["schemas"]["ChatPrompt"][];
        };
        /** @description A provider of language models. Keys are never in it. */
        ChatProviderConfig: {
            /**
             * Format: uuid
             * @description The provider; the nil id when it is not set up.
             */
            id: string;
            /** @description Its canonical name, such as `anthropic`. */
            provider: string;
            /** @description Its name for people. */
            display_name: string;
            /** @description Whether it may be used. */
            enabled: boolean;
            /** @description Whether the deployment has a key for it. */
            has_api_key: boolean;
            /** @description Whether the deployment's key may be used. */
            central_api_key_enabled: boolean;
            /** @description Whether people may bring keys of their own. */
            allow_user_api_key: boolean;
            /** @description Whether people without a key of their own may use the deployment's. */
            allow_central_api_key_fallback: boolean;
            /** @description Where it is; absent = the provider's own address. */
            base_url?: string;
            /** @description Where these settings come from. */
            source: components["schemas"]["ChatProviderSource"];
            /**
             * Format: date-time
             * @description When it was set up; the zero time when it is not.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it was last changed; the zero time when it is not set up.
             */
            updated_at: string;
        };
        /**
         * @description Where a provider's settings come from.
         * @enum {string}
         */
        ChatProviderSource: "database" | "env_preset" | "supported";
        /** @description A user message that waits its turn. */
        ChatQueuedMessage: {
            /**
             * Format: int64
             * @description Its id.
             */
            id: number;
            /**
             * Format: uuid
             * @description Its chat.
             */
            chat_id: string;
            /**
             * Format: uuid
             * @description The model it is meant for.
             */
            model_config_id?: string | null;
            /** @description How hard that model shall think; empty = as its config says; absent = as before. */
            reasoning_effort?: string | null;
            /** @description What it says. */
            content: components["schemas"]["ChatMessagePart"][];
            /**
             * Format: date-time
             * @description When it was queued.
             */
            created_at: string;
        };
        /** @description After how many days archived chats, and files that no chat has, are deleted. */
        ChatRetentionDays: {
            /**
             * Format: int32
             * @description 0 to 3650; 0 = never.
             */
            retention_days: number;
        };
        /** @description The back-off that a chat is in: the payload of the stream's `retry` event. */
        ChatRetry: {
            /**
             * Format: int64
             * @description Which try comes next, from 1.
             */
            attempt: number;
            /**
             * Format: int64
             * @description How long the wait is, in milliseconds.
             */
            delay_ms: number;
            /** @description What went wrong with the last try. */
            error: string;
            kind?: components["schemas"]["ChatErrorKind"] | null;
            /** @description The configured provider's name. */
            provider?: string | null;
            /**
             * Format: int32
             * @description The provider's HTTP status.
             */
            status_code?: number | null;
            /**
             * Format: date-time
             * @description When the next try begins.
             */
            retrying_at: string;
        };
        /** @description What a chat and the chats that it made have spent, and may spend, in micro-USD. */
        ChatSpend: {
            /**
             * Format: int64
             * @description What they have spent; calls of models without a price count nothing.
             */
            spent_micros: number;
            /**
             * Format: int64
             * @description What they may spend before they stop and ask; null = any amount.
             */
            cap_micros: number | null;
        };
        /**
         * @description What a chat is doing.
         * @enum {string}
         */
        ChatStatus: "waiting" | "running" | "interrupting" | "requires_action" | "error";
        /** @description One event of a chat's stream. */
        ChatStreamEvent: {
            /**
             * Format: uuid
             * @description The chat.
             */
            chat_id: string;
            /** @description The piece. */
            message_part: components["schemas"]["MessagePartEvent"];
            /** @enum {string} */
            type: "message_part";
        } | {
            /**
             * Format: uuid
             * @description The chat.
             */
            chat_id: string;
            /** @description The message. */
            message: components["schemas"]["ChatMessage"];
            /** @enum {string} */
            type: "message";
        } | {
            /**
             * Format: uuid
             * @description The chat.
             */
            chat_id: string;
            /** @description The status. */
            status: components["schemas"]["StatusEvent"];
            /** @enum {string} */
            type: "status";
        } | {
            /**
             * Format: uuid
             * @description The chat.
             */
            chat_id: string;
            /** @description Why. */
            error: components["schemas"]["ChatError"];
            /** @enum {string} */
            type: "error";
        } | {
            /**
             * Format: uuid
             * @description The chat.
             */
            chat_id: string;
            /** @description What waits, in order; the key is absent when nothing does. */
            queued_messages?: components["schemas"]["ChatQueuedMessage"][];
            /** @enum {string} */
            type: "queue_update";
        } | {
            /**
             * Format: uuid
             * @description The chat.
             */
            chat_id: string;
            /** @description The phase. */
            retry: components["schemas"]["ChatRetry"];
            /** @enum {string} */
            type: "retry";
        } | {
            /**
             * Format: uuid
             * @description The chat.
             */
            chat_id: string;
            /** @description Which. */
            action_required: components["schemas"]["ActionRequired"];
            /** @enum {string} */
            type: "action_required";
        } | {
            /**
             * Format: uuid
             * @description The chat.
             */
            chat_id: string;
            /** @description The try that the next pieces belong to. */
            preview_reset: components["schemas"]["PreviewReset"];
            /** @enum {string} */
            type: "preview_reset";
        } | {
            /**
             * Format: uuid
             * @description The chat.
             */
            chat_id: string;
            /** @enum {string} */
            type: "history_reset";
        };
        /** @description What administrators tell new chats. */
        ChatSystemPrompt: {
            /** @description Their own text; may be empty. */
            system_prompt: string;
            /** @description Whether the instructions that the server comes with are part of it. */
            include_default_system_prompt: boolean;
            /** @description Those instructions. */
            default_system_prompt: string;
        };
        /** @description What models read and wrote. */
        ChatTokenTotals: {
            /**
             * Format: int64
             * @description Read anew.
             */
            total_input_tokens: number;
            /**
             * Format: int64
             * @description Written, reasoning included.
             */
            total_output_tokens: number;
            /**
             * Format: int64
             * @description Read from the provider's cache.
             */
            total_cache_read_tokens: number;
            /**
             * Format: int64
             * @description Written to the provider's cache.
             */
            total_cache_creation_tokens: number;
            /**
             * Format: int64
             * @description How long the models worked, in milliseconds.
             */
            total_runtime_ms: number;
        };
        /** @description The limit of the deployment. */
        ChatUsageLimitConfig: {
            /**
             * Format: int64
             * @description What each person may spend in a period; null = any amount.
             */
            spend_limit_micros: number | null;
            /** @description `day`, `week` or `month`; empty when no limit was ever set. */
            period: string;
            /**
             * Format: date-time
             * @description When the limit was set.
             */
            updated_at: string;
            /**
             * Format: int64
             * @description What one chat, with the chats that it made, may spend before it stops and asks; null = any amount.
             */
            chat_cap_micros: number | null;
        };
        /** @description The limit of the deployment, and those of single people. */
        ChatUsageLimitConfigResponse: components["schemas"]["ChatUsageLimitConfig"] & {
            /**
             * Format: int64
             * @description How many enabled models have no price: what they cost counts for no limit.
             */
            unpriced_model_count: number;
            /** @description Limits of single people. */
            overrides: components["schemas"]["ChatUsageLimitOverride"][];
            /** @description Limits of groups. */
            group_overrides: components["schemas"]["ChatUsageLimitGroupOverride"][];
        };
        /** @description A refusal because of a limit (409): the fields of `Response`, and where the person stands. */
        ChatUsageLimitExceededResponse: components["schemas"]["Response"] & {
            /**
             * Format: int64
             * @description What was spent in the period.
             */
            spent_micros: number;
            /**
             * Format: int64
             * @description The limit.
             */
            limit_micros: number;
            /**
             * Format: date-time
             * @description When the next period begins.
             */
            resets_at: string;
        };
        /** @description A limit of each member of a group. */
        ChatUsageLimitGroupOverride: {
            /**
             * Format: uuid
             * @description The group.
             */
            group_id: string;
            /** @description Its name. */
            group_name: string;
            /** @description Its name for people. */
            group_display_name: string;
            /** @description Its picture; empty = none. */
            group_avatar_url: string;
            /**
             * Format: int64
             * @description How many members it has.
             */
            member_count: number;
            /**
             * Format: int64
             * @description What each of them may spend in a period.
             */
            spend_limit_micros: number;
        };
        /** @description A limit of one person. */
        ChatUsageLimitOverride: {
            /**
             * Format: uuid
             * @description Whose.
             */
            user_id: string;
            /** @description Their user name. */
            username: string;
            /** @description Their name. */
            name: string;
            /** @description Their picture; empty = none. */
            avatar_url: string;
            /**
             * Format: int64
             * @description What they may spend in a period.
             */
            spend_limit_micros: number;
        };
        /** @description Where the caller stands. */
        ChatUsageLimitStatus: {
            /** @description Whether there is a limit. */
            is_limited: boolean;
            period?: components["schemas"]["ChatUsagePeriod"] | null;
            /**
             * Format: int64
             * @description The limit.
             */
            spend_limit_micros?: number | null;
            /**
             * Format: int64
             * @description What was spent in the period.
             */
            current_spend: number;
            /**
             * Format: date-time
             * @description When the period began.
             */
            period_start: string;
            /**
             * Format: date-time
             * @description When the next begins.
             */
            period_end: string;
        };
        /**
         * @description When the spending begins anew; UTC, a week begins on Monday.
         * @enum {string}
         */
        ChatUsagePeriod: "day" | "week" | "month";
        /** @description What a chat waits for, since when, until when, and whose turn it is. */
        ChatWait: {
            /** @description What it waits for. */
            waiting_for: components["schemas"]["ChatWaitingFor"];
            /** @description Whose turn it is. */
            whose_turn: components["schemas"]["ChatWhoseTurn"];
            /** @description The same in one sentence, for people, with the model, the tools or the error named. */
            explanation: string;
            /** @description What can be done about it, in one sentence for people. */
            what_to_do: string;
            /**
             * Format: date-time
             * @description Since when.
             */
            since: string;
            /**
             * Format: date-time
             * @description Until when at most, where that is known.
             */
            until?: string | null;
            /** @description The names of the tools that run, in the order in which they began. */
            tools?: string[];
            tries?: components["schemas"]["ChatWaitTries"] | null;
        };
        /** @description How often a step is tried. */
        ChatWaitTries: {
            /**
             * Format: int64
             * @description Which try comes next, from 2.
             */
            next: number;
            /**
             * Format: int64
             * @description How many there are at most.
             */
            most: number;
        };
        /**
         * @description What a chat waits for.
         * @enum {string}
         */
        ChatWaitingFor: "user_message" | "worker_slot" | "worker" | "takeover" | "model" | "retry" | "tools" | "workspace_build" | "agent" | "subagent" | "spending" | "client_tools" | "interruption";
        /** @description One event of the watch of all own chats. */
        ChatWatchEvent: {
            /** @description What happened. */
            kind: components["schemas"]["ChatWatchEventKind"];
            /** @description The chat as it is now, without children. */
            chat: components["schemas"]["Chat"];
            /** @description Only with `action_required`: the calls to run. */
            tool_calls?: components["schemas"]["RequiredToolCall"][];
        };
        /**
         * @description What happened to a chat.
         * @enum {string}
         */
        ChatWatchEventKind: "created" | "deleted" | "status_change" | "title_change" | "summary_change" | "diff_status_change" | "action_required";
        /**
         * @description Whose turn it is.
         * @enum {string}
         */
        ChatWhoseTurn: "user" | "client" | "server" | "provider" | "workspace";
        /** @description What the client's tool gave for one call. */
        ClientToolResult: {
            /** @description The call that it answers. */
            tool_call_id: string;
            /** @description Any JSON, null too. */
            output: unknown;
            /** @description Whether the tool failed. */
            is_error?: boolean;
        };
        /** @description Sends a message. */
        CreateChatMessageRequest: {
            /** @description The message; at least one part. */
            content: components["schemas"]["ChatInputPart"][];
            /**
             * @description How hard the model shall think, as far as its config allows it: `none`, `minimal`, `low`, `medium`, `high`, `xhigh` or `max`;
             *     `""` = as its config says; absent = as before.
             */
            reasoning_effort?: string | null;
            /**
             * Format: uuid
             * @description The chat's model from now on; absent = as before.
             */
            model_config_id?: string | null;
            /** @description The MCP servers it may use from now on; absent = as before. */
            mcp_server_ids?: string[] | null;
            /** @description `queue` or `interrupt`; absent = `queue`. */
            busy_behavior?: string | null;
            /** @description `""` clears, `plan` sets, absent = as before. */
            plan_mode?: string | null;
        };
        /** @description What became of a sent message. */
        CreateChatMessageResponse: {
            /** @description Whether it waits its turn. */
            queued: boolean;
            message?: components["schemas"]["ChatMessage"] | null;
            queued_message?: components["schemas"]["ChatQueuedMessage"] | null;
            /** @description What did not work while the rest did. */
            warnings?: string[];
        };
        /** @description Makes a model config. One of `provider` and `ai_provider_id` is needed. */
        CreateChatModelConfigRequest: {
            /** @description The provider's canonical name. */
            provider?: string | null;
            /**
             * Format: uuid
             * @description The provider.
             */
            ai_provider_id?: string | null;
            /** @description The provider's name of the model. */
            model: string;
            /** @description Its name for people; absent = the catalogue's, or the model's. */
            display_name?: string | null;
            /** @description Absent = true. */
            enabled?: boolean | null;
            /** @description Absent = false; the first model config becomes the default whatever is said here. */
            is_default?: boolean | null;
            /**
             * Format: int64
             * @description The context window in tokens, above 0. May be absent for models that the catalogue knows.
             */
            context_limit?: number | null;
            /**
             * Format: int32
             * @description 0 to 100; absent = 70.
             */
            compression_threshold?: number | null;
            model_config?: components["schemas"]["ChatModelCallConfig"] | null;
        };
        /** @description Sets a provider up. */
        CreateChatProviderRequest: {
            /** @description Its canonical name. */
            provider: string;
            /** @description Its name for people; absent = its own. */
            display_name?: string | null;
            /**
             * Format: password
             * @description The deployment's key, at most 10,240 bytes.
             */
            api_key?: string | null;
            /** @description An absolute http or https URL; absent or empty = the provider's own address. */
            base_url?: string | null;
            /** @description Absent = true. */
            enabled?: boolean | null;
            /** @description Absent = true. */
            central_api_key_enabled?: boolean | null;
            /** @description Absent = false. */
            allow_user_api_key?: boolean | null;
            /** @description Absent = false. */
            allow_central_api_key_fallback?: boolean | null;
        };
        /** @description Makes a chat and sends its first message. */
        CreateChatRequest: {
            /**
             * Format: uuid
             * @description The organization that the chat belongs to.
             */
            organization_id: string;
            /** @description The first message; at least one part. */
            content: components["schemas"]["ChatInputPart"][];
            /** @description Instructions for this chat alone; at most 10,000 bytes. */
            system_prompt?: string | null;
            /**
             * Format: uuid
             * @description The workspace to work in.
             */
            workspace_id?: string | null;
            /**
             * @description How hard the model shall think, as far as its config allows it: `none`, `minimal`, `low`, `medium`, `high`, `xhigh` or `max`;
             *     `""` = as its config says; absent = as its config says.
             */
            reasoning_effort?: string | null;
            /**
             * Format: uuid
             * @description The model; absent = the deployment's default.
             */
            model_config_id?: string | null;
            /** @description The MCP servers it may use. */
            mcp_server_ids?: string[] | null;
            /** @description The client's own marks. */
            labels?: {
                [key: string]: string;
            } | null;
            /** @description Tools that the client runs itself. */
            unsafe_dynamic_tools?: components["schemas"]["DynamicTool"][] | null;
            /** @description `""` or `plan`. */
            plan_mode?: string | null;
            /** @description `ui` or `api`; absent = `api`. */
            client_type?: string | null;
        };
        /**
         * @description Makes the first account, which owns the deployment. The reference's fields for trials and newsletters are
         *     accepted and ignored.
         */
        CreateFirstUserRequest: {
            /** @description The e-mail address. */
            email: string;
            /** @description The name in URLs. */
            username: string;
            /** @description The name for people. */
            name?: string;
            /**
             * Format: password
             * @description The password.
             */
            password: string;
            /**
             * Format: password
             * @description The one-time set-up token that the server prints at its start. Needed unless the request comes from the
             *     server's own machine. May stand in the header `Ropewalk-Setup-Token` instead.
             */
            setup_token?: string | null;
        };
        /** @description The first account was made. */
        CreateFirstUserResponse: {
            /**
             * Format: uuid
             * @description The account.
             */
            user_id: string;
            /**
             * Format: uuid
             * @description The default organization, which it is a member of.
             */
            organization_id: string;
        };
        /** @description Makes a group. */
        CreateGroupRequest: {
            /** @description The name in URLs. */
            name?: string;
            /** @description The name for people. */
            display_name?: string;
            /** @description A picture. */
            avatar_url?: string;
            /**
             * Format: int32
             * @description What it adds to its members' allowance of workspaces.
             */
            quota_allowance?: number;
        };
        /** @description Makes a token. */
        CreateTokenRequest: {
            /**
             * Format: int64
             * @description How long it lives from its last use, in nanoseconds; 0 or absent = 30 days.
             */
            lifetime?: number;
            /** @description The old form of `scopes`. */
            scope?: string | null;
            /** @description What it may be used for; empty = everything. */
            scopes?: string[];
            /** @description Its name, unique among the person's tokens without regard to case; empty = a name is made up. */
            token_name?: string;
            /** @description The objects that it may be used for; empty = all. */
            allow_list?: components["schemas"]["AllowListEntry"][];
        };
        /** @description Makes an account. */
        CreateUserRequest: {
            /** @description The e-mail address. */
            email?: string;
            /** @description The name in URLs. */
            username?: string;
            /** @description The name for people. */
            name?: string;
            /**
             * Format: password
             * @description The password; required for the login type `password`, and only there.
             */
            password?: string | null;
            login_type?: components["schemas"]["LoginType"] | null;
            user_status?: components["schemas"]["UserStatus"] | null;
            /** @description At least one organization. */
            organization_ids?: string[];
            /** @description A service account has no password and the login type `none`. */
            service_account?: boolean;
        };
        /** @description Asks for a build. */
        CreateWorkspaceBuildRequest: {
            /**
             * Format: uuid
             * @description Another version of the same template.
             */
            template_version_id?: string | null;
            /** @description What to do. */
            transition: components["schemas"]["WorkspaceTransition"];
            /** @description Not supported: must be false or absent. */
            dry_run?: boolean;
            /** @description State to build from, base64. Not supported by native templates: must be absent. */
            state?: string | null;
            /** @description Forget the resources instead of removing them; only with `delete`. Not supported by native templates. */
            orphan?: boolean;
            /** @description Values of parameters. */
            rich_parameter_values?: components["schemas"]["WorkspaceBuildParameter"][];
            /** @description `debug`, for more log lines. Builds of native templates always log everything. */
            log_level?: string | null;
            /**
             * Format: uuid
             * @description Values from a preset.
             */
            template_version_preset_id?: string | null;
            reason?: components["schemas"]["BuildReason"] | null;
        };
        /** @description Makes a workspace. Exactly one of `template_id` and `template_version_id` must be given. */
        CreateWorkspaceRequest: {
            /**
             * Format: uuid
             * @description The template, for its active version.
             */
            template_id?: string | null;
            /**
             * Format: uuid
             * @description A version of a template.
             */
            template_version_id?: string | null;
            /** @description Its name: letters and digits in groups joined by single dashes, at most 32 characters. */
            name?: string;
            /** @description When it starts by itself. Not supported yet: must be absent or empty. */
            autostart_schedule?: string | null;
            /**
             * Format: int64
             * @description After how many ms it stops by itself. Not supported yet: must be absent or 0.
             */
            ttl_ms?: number | null;
            /** @description Values of parameters. */
            rich_parameter_values?: components["schemas"]["WorkspaceBuildParameter"][];
            /** @description `always` or `never` (default). */
            automatic_updates?: string | null;
            /**
             * Format: uuid
             * @description Values from a preset.
             */
            template_version_preset_id?: string | null;
        };
        /** @description Names the subscription to give up. */
        DeleteWebpushSubscription: {
            /** @description Its address. */
            endpoint: string;
        };
        /** @description A tool that the client runs itself (chats-api.md 2.13). */
        DynamicTool: {
            /** @description Its name. */
            name: string;
            /** @description What it does. */
            description?: string | null;
            /** @description The JSON schema of its arguments. */
            input_schema?: unknown;
        };
        /** @description Replaces a user message. */
        EditChatMessageRequest: {
            /** @description The new message; at least one part. */
            content: components["schemas"]["ChatInputPart"][];
            /**
             * @description How hard the model shall think, as far as its config allows it: `none`, `minimal`, `low`, `medium`, `high`, `xhigh` or `max`;
             *     `""` = as its config says; absent = as before.
             */
            reasoning_effort?: string | null;
            /**
             * Format: uuid
             * @description The chat's model from now on; absent or null = the one that the message was written for.
             */
            model_config_id?: string | null;
        };
        /** @description The message that stands in the place of an edited one. */
        EditChatMessageResponse: {
            /** @description The new message, with an id of its own. */
            message: components["schemas"]["ChatMessage"];
            /** @description What did not work while the rest did. */
            warnings?: string[];
        };
        /**
         * @description Whether a feature may be used.
         * @enum {string}
         */
        Entitlement: "entitled" | "grace_period" | "not_entitled";
        /** @description What may be used. Ropewalk has no licences: everything. */
        Entitlements: {
            /** @description By the feature's name. */
            features: {
                [key: string]: components["schemas"]["Feature"];
            };
            /** @description Always empty. */
            warnings: string[];
            /** @description Always empty. */
            errors: string[];
            /** @description Always true, so that clients show everything. */
            has_license: boolean;
            /** @description Always false. */
            trial: boolean;
            /** @description Always false. */
            require_telemetry: boolean;
            /**
             * Format: date-time
             * @description When it was last looked at.
             */
            refreshed_at: string;
        };
        /** @description The scopes that a token may be asked for. */
        ExternalScopes: {
            /** @description Their names. */
            external: string[];
        };
        /** @description Whether a feature may be used. */
        Feature: {
            /** @description Always `entitled`. */
            entitlement: components["schemas"]["Entitlement"];
            /** @description Whether it is turned on. */
            enabled: boolean;
        };
        /** @description A new session or token. The only time that it is shown. */
        GenerateApiKeyResponse: {
            /** @description Goes into the header `Coder-Session-Token`. */
            key: string;
        };
        /** @description Signing in with GitHub. */
        GithubAuthMethod: {
            /** @description Whether it is on. */
            enabled: boolean;
            /** @description Whether it uses the vendor's application. */
            default_provider_configured: boolean;
        };
        /** @description A group of people of one organization. */
        Group: {
            /**
             * Format: uuid
             * @description The group. That of Everyone is the organization's id.
             */
            id: string;
            /** @description The name in URLs; unique in the organization without regard to case. */
            name: string;
            /** @description The name for people; may be empty. */
            display_name: string;
            /**
             * Format: uuid
             * @description Its organization.
             */
            organization_id: string;
            /** @description The members that the caller may see, by user name, at most 1,000. */
            members: components["schemas"]["ReducedUser"][];
            /**
             * Format: int64
             * @description How many members there are, also those that the caller may not see.
             */
            total_member_count: number;
            /** @description A picture; may be empty. */
            avatar_url: string;
            /**
             * Format: int32
             * @description What it adds to its members' allowance of workspaces.
             */
            quota_allowance: number;
            /** @description Where it comes from. */
            source: components["schemas"]["GroupSource"];
            /** @description The organization's name. */
            organization_name: string;
            /** @description The organization's name for people. */
            organization_display_name: string;
        };
        /** @description A page of a group's members. */
        GroupMembersResponse: {
            /** @description The page: the members that the caller may see, by user name. */
            users: components["schemas"]["ReducedUser"][];
            /**
             * Format: int64
             * @description How many members there are, also those that the caller may not see.
             */
            count: number;
        };
        /**
         * @description Where a group comes from.
         * @enum {string}
         */
        GroupSource: "user" | "oidc";
        /** @description `rpc/lifecycle`, request and answer. */
        LifecycleReport: {
            /** @description The state that was reached. */
            state: components["schemas"]["LifecycleState"];
            /**
             * Format: date-time
             * @description When, by the agent's clock.
             */
            changed_at: string;
        };
        /**
         * @description The wire names of [`Lifecycle`].
         * @enum {string}
         */
        LifecycleState: "created" | "starting" | "start_timeout" | "start_error" | "ready" | "shutting_down" | "shutdown_timeout" | "shutdown_error" | "off";
        /**
         * @description How much a line of a log matters.
         * @enum {string}
         */
        LogLevel: "trace" | "debug" | "info" | "warn" | "error";
        /**
         * @description Who writes a line of a job's log.
         * @enum {string}
         */
        LogSource: "provisioner_daemon" | "provisioner";
        /** @description Signs in with a password. */
        LoginRequest: {
            /** @description The e-mail address. */
            email: string;
            /**
             * Format: password
             * @description The password.
             */
            password: string;
        };
        /** @description Signed in. The token is in the session cookie too. */
        LoginResponse: {
            /** @description Goes into the header `Coder-Session-Token`. */
            session_token: string;
        };
        /**
         * @description How somebody signs in.
         * @enum {string}
         */
        LoginType: "password" | "github" | "oidc" | "token" | "none";
        /** @description The answer to `rpc/logs`. */
        LogsReceipt: {
            /** @description The agent has used up its space for logs: it sends no more, and stays connected. */
            log_limit_exceeded?: boolean;
        };
        /**
         * @description `rpc/logs`, and the body of `PATCH me/logs` (platform.md 2.11).
         *
         *     A batch may come twice when the answer to it was lost on the way.
         */
        LogsReport: {
            /**
             * Format: uuid
             * @description Whose lines these are.
             */
            log_source_id: string;
            /** @description The lines, oldest first. At most 1 MiB of output together. */
            logs: components["schemas"]["AgentLogLine"][];
        };
        /** @description A piece of the message in the making, and its place. */
        MessagePartEvent: {
            role?: components["schemas"]["ChatMessageRole"] | null;
            /** @description The piece. */
            part: components["schemas"]["ChatMessagePart"];
            /**
             * Format: int64
             * @description Our addition: the history that the step starts from.
             */
            history_version: number;
            /**
             * Format: int64
             * @description Our addition: which try at the step, from 1.
             */
            generation_attempt: number;
            /**
             * Format: int64
             * @description Our addition: the piece's place within the try, from 1, without gaps.
             */
            seq: number;
        };
        /** @description Somebody, briefly. */
        MinimalUser: {
            /**
             * Format: uuid
             * @description The account; the nil id = the server itself.
             */
            id: string;
            /** @description The name in URLs. */
            username: string;
            /** @description The name for people. */
            name?: string;
            /** @description A picture. */
            avatar_url?: string;
        };
        /** @description Prices in US dollars per million tokens. Absent = unknown, `0` = free. */
        ModelCost: {
            input_price_per_million_tokens?: components["schemas"]["PricePerMillion"] | null;
            output_price_per_million_tokens?: components["schemas"]["PricePerMillion"] | null;
            cache_read_price_per_million_tokens?: components["schemas"]["PricePerMillion"] | null;
            cache_write_price_per_million_tokens?: components["schemas"]["PricePerMillion"] | null;
        };
        /** @description How hard a model may be asked to think: `none`, `minimal`, `low`, `medium`, `high`, `xhigh` or `max` (chat-engine.md 2.3). */
        ModelReasoningEffort: {
            /** @description What it does when nobody chooses; absent = what its provider does. */
            default?: string | null;
            /** @description The most that people can choose; absent = the most that its provider takes. */
            max?: string | null;
        };
        /**
         * @description Why nothing of a provider can be used at the moment.
         * @enum {string}
         */
        ModelUnavailableReason: "missing_api_key" | "fetch_failed" | "user_api_key_required";
        /** @description Signing in with `OpenID` Connect. */
        OidcAuthMethod: {
            /** @description Whether it is on. */
            enabled: boolean;
            /** @description The button's text. */
            signInText: string;
            /** @description The button's picture. */
            iconUrl: string;
        };
        /** @description A group of people with templates, workspaces and chats of their own. */
        Organization: {
            /**
             * Format: uuid
             * @description The organization.
             */
            id: string;
            /** @description The name in URLs. */
            name: string;
            /** @description The name for people. */
            display_name: string;
            /** @description A picture. */
            icon: string;
            /** @description What it is for. */
            description: string;
            /**
             * Format: date-time
             * @description When it was made.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            updated_at: string;
            /** @description Whether new people join it. */
            is_default: boolean;
        };
        /** @description Signing in with a password. */
        PasswordAuthMethod: {
            /** @description Whether it is on. */
            enabled: boolean;
        };
        /** @description Changes a group; what is absent, null or (the name) empty stays as it is. */
        PatchGroupRequest: {
            /** @description The people who become members, by id. */
            add_users?: string[];
            /** @description The people who are members no longer, by id. */
            remove_users?: string[];
            /** @description The name in URLs. */
            name?: string;
            /** @description The name for people. */
            display_name?: string | null;
            /** @description A picture. */
            avatar_url?: string | null;
            /**
             * Format: int32
             * @description What it adds to its members' allowance of workspaces.
             */
            quota_allowance?: number | null;
        };
        /** @description `POST me/log-source`: makes a source of log lines. */
        PostLogSourceRequest: {
            /**
             * Format: uuid
             * @description The source, chosen by the agent.
             */
            id: string;
            /** @description For people. */
            display_name?: string;
            /** @description A picture. */
            icon?: string;
        };
        /** @description Named values for all parameters of a version. Native templates have none so far. */
        Preset: {
            /**
             * Format: uuid
             * @description The preset.
             */
            ID: string;
            /** @description Its name. */
            Name: string;
            /** @description Its values. */
            Parameters: components["schemas"]["PresetParameter"][];
            /** @description Whether it is chosen at first. */
            Default: boolean;
            /**
             * Format: int32
             * @description How many workspaces are kept ready.
             */
            DesiredPrebuildInstances?: number | null;
            /** @description Markdown. */
            Description: string;
            /** @description A picture. */
            Icon: string;
        };
        /** @description One value of a preset. */
        PresetParameter: {
            /** @description The parameter. */
            Name: string;
            /** @description The value. */
            Value: string;
        };
        /** @description The payload of `preview_reset`: the try that the next pieces belong to. */
        PreviewReset: {
            /**
             * Format: int64
             * @description The history that the step starts from.
             */
            history_version: number;
            /**
             * Format: int64
             * @description Which try at the step; 0 = none has begun.
             */
            generation_attempt: number;
        };
        /**
         * @description US dollars per million tokens, with at most six decimals. JSON: written as a string, such as `"0.25"`; read from a
         *     string or a number.
         * @example 2.5
         */
        PricePerMillion: string;
        /** @description A title that a model proposes for a chat. */
        ProposeChatTitleResponse: {
            /** @description 2 to 8 words. */
            title: string;
        };
        /** @description A queued piece of provisioning. */
        ProvisionerJob: {
            /**
             * Format: uuid
             * @description The job.
             */
            id: string;
            /**
             * Format: date-time
             * @description When it was queued.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When a worker took it.
             */
            started_at?: string | null;
            /**
             * Format: date-time
             * @description When it ended.
             */
            completed_at?: string | null;
            /**
             * Format: date-time
             * @description When somebody asked to cancel it.
             */
            canceled_at?: string | null;
            /** @description Why it failed, in words for people. */
            error?: string | null;
            /** @description The kind of failure; absent = a generic one. Clients treat words that they do not know as generic. */
            error_code?: string | null;
            /** @description How far it has come. */
            status: components["schemas"]["ProvisionerJobStatus"];
            /**
             * Format: uuid
             * @description The server that runs it or ran it.
             */
            worker_id?: string | null;
            /** @description That server's name. */
            worker_name?: string | null;
            /**
             * Format: uuid
             * @description The uploaded file that it works on; the nil id when there is none.
             */
            file_id: string;
            /** @description Tags that a worker must have. */
            tags: {
                [key: string]: string;
            };
            /**
             * Format: int64
             * @description Pending jobs before it; 0 when it is not pending.
             */
            queue_position: number;
            /**
             * Format: int64
             * @description All pending jobs; 0 when it is not pending.
             */
            queue_size: number;
            /**
             * Format: uuid
             * @description The organization.
             */
            organization_id: string;
            /**
             * Format: uuid
             * @description Who asked for it; the nil id = the server itself.
             */
            initiator_id: string;
            /** @description What it works on. */
            input: components["schemas"]["ProvisionerJobInput"];
            /** @description What it does. */
            type: components["schemas"]["ProvisionerJobType"];
            /** @description Workers that could take it. */
            available_workers?: string[] | null;
            /** @description Names of what it works on. */
            metadata: components["schemas"]["ProvisionerJobMetadata"];
            /** @description Whether lines of its log were dropped. */
            logs_overflowed: boolean;
        };
        /** @description What a job works on. */
        ProvisionerJobInput: {
            /**
             * Format: uuid
             * @description The template version, for imports.
             */
            template_version_id?: string | null;
            /**
             * Format: uuid
             * @description The build, for builds.
             */
            workspace_build_id?: string | null;
            /** @description Why the input cannot be read. */
            error?: string | null;
        };
        /** @description One line of a job's log. */
        ProvisionerJobLog: {
            /**
             * Format: int64
             * @description Ascends within the job.
             */
            id: number;
            /**
             * Format: date-time
             * @description When it was written.
             */
            created_at: string;
            /** @description Who wrote it. */
            log_source: components["schemas"]["LogSource"];
            /** @description How much it matters. */
            log_level: components["schemas"]["LogLevel"];
            /** @description Groups lines. */
            stage: string;
            /** @description The text. */
            output: string;
        };
        /** @description Names of what a job works on. */
        ProvisionerJobMetadata: {
            /** @description Name of the template version. */
            template_version_name: string;
            /**
             * Format: uuid
             * @description The template.
             */
            template_id: string;
            /** @description Its name. */
            template_name: string;
            /** @description Its name for people. */
            template_display_name: string;
            /** @description Its picture. */
            template_icon: string;
            /**
             * Format: uuid
             * @description The workspace, for builds.
             */
            workspace_id?: string | null;
            /** @description Its name. */
            workspace_name?: string | null;
        };
        /**
         * @description How far a job has come.
         * @enum {string}
         */
        ProvisionerJobStatus: "pending" | "running" | "succeeded" | "canceling" | "canceled" | "failed" | "unknown";
        /**
         * @description What a job does.
         * @enum {string}
         */
        ProvisionerJobType: "template_version_import" | "template_version_dry_run" | "workspace_build";
        /** @description Stores the caller's key for a provider. */
        PutUserProviderKeyRequest: {
            /**
             * Format: password
             * @description The key, at most 10,240 bytes.
             */
            api_key: string;
        };
        /** @description The text of a skill. */
        PutUserSkillRequest: {
            /** @description Markdown behind a head of YAML that says `name` and `description`; at most 64 KiB. Invisible characters are taken out. */
            content: string;
        };
        /** @description A person, without roles and organizations. */
        ReducedUser: {
            /**
             * Format: uuid
             * @description The account.
             */
            id: string;
            /** @description The name in URLs. */
            username: string;
            /** @description The name for people. */
            name?: string;
            /** @description A picture. */
            avatar_url?: string;
            /** @description The e-mail address. */
            email: string;
            /**
             * Format: date-time
             * @description When the account was made.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            updated_at: string;
            /**
             * Format: date-time
             * @description When it was last seen, to the hour.
             */
            last_seen_at?: string | null;
            /** @description Whether it is in use. */
            status: components["schemas"]["UserStatus"];
            /** @description How it signs in. */
            login_type: components["schemas"]["LoginType"];
        };
        /** @description A place to reach workspaces through. */
        Region: {
            /**
             * Format: uuid
             * @description The place; for the server itself the deployment's id.
             */
            id: string;
            /** @description Its name. */
            name: string;
            /** @description Its name for people. */
            display_name: string;
            /** @description A picture. */
            icon_url: string;
            /** @description Whether it works. */
            healthy: boolean;
            /** @description Its URL. */
            path_app_url: string;
            /** @description The pattern of its applications' host names; empty = none. */
            wildcard_hostname: string;
        };
        /** @description Where workspaces can be reached through. */
        RegionsResponse: {
            /** @description At least the server itself. */
            regions: components["schemas"]["Region"][];
        };
        /** @description A call that the client must run. */
        RequiredToolCall: {
            /** @description The provider's id of the call. */
            tool_call_id: string;
            /** @description The tool. */
            tool_name: string;
            /** @description The arguments, as JSON **text**. */
            args: string;
        };
        /** @description What happened, for people. Clients decide by the HTTP status. */
        Response: {
            /** @description The outcome, and the way out where there is one. */
            message: string;
            /** @description The technical cause. */
            detail?: string | null;
            /** @description One entry per bad field. */
            validations?: components["schemas"]["ValidationError"][];
        };
        /**
         * @description Why a script runs.
         * @enum {string}
         */
        ScriptStage: "start" | "stop" | "cron";
        /**
         * @description How a script went.
         * @enum {string}
         */
        ScriptStatus: "ok" | "exit_failure" | "timed_out" | "pipes_left_open";
        /** @description `rpc/script-completed`: how one run of a script went. The answer is an empty object. */
        ScriptTiming: {
            /**
             * Format: uuid
             * @description The script.
             */
            script_id: string;
            /**
             * Format: date-time
             * @description When it started.
             */
            start: string;
            /**
             * Format: date-time
             * @description When it ended.
             */
            end: string;
            /**
             * Format: int32
             * @description Its exit code; 255 when unknown.
             */
            exit_code: number;
            /** @description Why it ran. */
            stage: components["schemas"]["ScriptStage"];
            /** @description How it went. */
            status: components["schemas"]["ScriptStatus"];
        };
        /** @description A role, as shown. */
        SlimRole: {
            /** @description Its name, such as `owner`. */
            name: string;
            /** @description Its name for people. */
            display_name: string;
            /** @description The organization that it is of; absent for roles of the deployment. */
            organization_id?: string | null;
        };
        /** @description What clients put into `~/.ssh/config`. */
        SshConfigResponse: {
            /** @description What the names of hosts begin with. */
            hostname_prefix: string;
            /** @description What the names of hosts end with. */
            hostname_suffix: string;
            /** @description More options. */
            ssh_config_options: {
                [key: string]: string;
            };
        };
        /** @description The payload of `status`. */
        StatusEvent: {
            /** @description What the chat is doing. */
            status: components["schemas"]["ChatStatus"];
        };
        /** @description The results of the client's own tools. */
        SubmitToolResultsRequest: {
            /** @description Exactly one for each pending call. */
            results: components["schemas"]["ClientToolResult"][];
        };
        /** @description A model that Ropewalk knows. */
        SuggestedModel: {
            /** @description The provider's name of it. */
            model: string;
            /** @description Its name for people. */
            display_name: string;
            /**
             * Format: int64
             * @description Its context window, in tokens.
             */
            context_limit: number;
            /** @description What it costs. */
            cost: components["schemas"]["ModelCost"];
            /** @description Whether it can think before it answers. */
            reasoning: boolean;
        };
        /** @description A link for people who need help. */
        SupportLink: {
            /** @description Its text. */
            name: string;
            /** @description Where it leads. */
            target: string;
            /** @description Its picture. */
            icon: string;
        };
        /** @description A template: what workspaces are made of. */
        Template: {
            /**
             * Format: uuid
             * @description The template.
             */
            id: string;
            /**
             * Format: date-time
             * @description When it was made.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            updated_at: string;
            /**
             * Format: uuid
             * @description Its organization.
             */
            organization_id: string;
            /** @description The organization's name. */
            organization_name: string;
            /** @description The organization's name for people. */
            organization_display_name: string;
            /** @description The organization's picture. */
            organization_icon: string;
            /** @description Unique in the organization without regard to case. */
            name: string;
            /** @description For people. */
            display_name: string;
            /** @description What carries out its builds: `local` (this server's host) or `terraform`. */
            provisioner: string;
            /**
             * Format: uuid
             * @description The version that new workspaces get.
             */
            active_version_id: string;
            /**
             * Format: int64
             * @description People who own a workspace of it; -1 = not known yet.
             */
            active_user_count: number;
            /** @description How long builds take. */
            build_time_stats: components["schemas"]["TemplateBuildTimeStats"];
            /** @description What it is for. */
            description: string;
            /** @description Whether new workspaces should use another template. */
            deprecated: boolean;
            /** @description Which, and why. */
            deprecation_message: string;
            /** @description Whether it is gone. */
            deleted: boolean;
            /** @description A picture. */
            icon: string;
            /**
             * Format: int64
             * @description After how many ms a started workspace stops; 0 = never.
             */
            default_ttl_ms: number;
            /**
             * Format: int64
             * @description By how many ms use puts that off.
             */
            activity_bump_ms: number;
            /** @description When workspaces must stop in any case. */
            autostop_requirement: components["schemas"]["TemplateAutostopRequirement"];
            /** @description When workspaces may start by themselves. */
            autostart_requirement: components["schemas"]["TemplateAutostartRequirement"];
            /**
             * Format: uuid
             * @description Who made it; the nil id = it came with the server.
             */
            created_by_id: string;
            /** @description Their user name. */
            created_by_name: string;
            /** @description Whether people may let workspaces start by themselves. */
            allow_user_autostart: boolean;
            /** @description Whether people may choose when workspaces stop. */
            allow_user_autostop: boolean;
            /** @description Whether people may cancel builds that run. */
            allow_user_cancel_workspace_jobs: boolean;
            /**
             * Format: int64
             * @description After how many ms a failed workspace is stopped; 0 = never.
             */
            failure_ttl_ms: number;
            /**
             * Format: int64
             * @description After how many ms without use a workspace becomes dormant; 0 = never.
             */
            time_til_dormant_ms: number;
            /**
             * Format: int64
             * @description After how many ms a dormant workspace is deleted; 0 = never.
             */
            time_til_dormant_autodelete_ms: number;
            /** @description Whether workspaces must start with the active version. */
            require_active_version: boolean;
            /** @description With whom ports may be shared at most. */
            max_port_share_level: string;
            /** @description How requests across origins are treated. */
            cors_behavior: string;
            /** @description Whether the page for a new workspace shows all parameters at once. */
            use_classic_parameter_flow: boolean;
            /** @description Whether modules are fetched for each build. */
            disable_module_cache: boolean;
        };
        /** @description When workspaces may start by themselves. */
        TemplateAutostartRequirement: {
            /** @description On which days. */
            days_of_week: string[];
        };
        /** @description When workspaces must stop in any case. */
        TemplateAutostopRequirement: {
            /** @description On which days; empty = never. */
            days_of_week: string[];
            /**
             * Format: int64
             * @description Every how many weeks.
             */
            weeks: number;
        };
        /** @description How long builds of a template take. */
        TemplateBuildTimeStats: {
            /** @description Starts. */
            start: components["schemas"]["BuildTimePercentiles"];
            /** @description Stops. */
            stop: components["schemas"]["BuildTimePercentiles"];
            /** @description Deletes. */
            delete: components["schemas"]["BuildTimePercentiles"];
        };
        /** @description One version of a template. */
        TemplateVersion: {
            /**
             * Format: uuid
             * @description The version.
             */
            id: string;
            /**
             * Format: uuid
             * @description Its template.
             */
            template_id?: string | null;
            /**
             * Format: uuid
             * @description Its organization.
             */
            organization_id?: string | null;
            /**
             * Format: date-time
             * @description When it was made.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            updated_at: string;
            /** @description Unique in the template. */
            name: string;
            /** @description What changed. */
            message: string;
            /** @description Its import. */
            job: components["schemas"]["ProvisionerJob"];
            /** @description Markdown. */
            readme: string;
            /** @description Who made it. */
            created_by: components["schemas"]["MinimalUser"];
            /** @description Whether new builds may not use it. */
            archived: boolean;
            /** @description Whether its workspaces run outside of the server's control. */
            has_external_agent: boolean;
        };
        /** @description A choice that a template gives. Native templates have none so far. */
        TemplateVersionParameter: {
            /** @description Its name. */
            name: string;
            /** @description Its name for people. */
            display_name?: string;
            /** @description Markdown. */
            description: string;
            /** @description The same without marks. */
            description_plaintext: string;
            /** @description `string`, `number`, `bool` or `list(string)`. */
            type: string;
            /** @description How it is asked for. */
            form_type: string;
            /** @description Whether it may change after the first build. */
            mutable: boolean;
            /** @description The value when none is given. */
            default_value: string;
            /** @description A picture. */
            icon: string;
            /** @description The values that may be chosen; empty = any. */
            options: components["schemas"]["TemplateVersionParameterOption"][];
            /** @description What to say of a bad value. */
            validation_error?: string;
            /** @description What values look like. */
            validation_regex?: string;
            /**
             * Format: int32
             * @description The least number.
             */
            validation_min?: number | null;
            /**
             * Format: int32
             * @description The greatest number.
             */
            validation_max?: number | null;
            /** @description `increasing` or `decreasing`. */
            validation_monotonic?: string | null;
            /** @description Whether a value must be given. */
            required: boolean;
            /** @description Whether it is for one build alone. */
            ephemeral: boolean;
        };
        /** @description One value that may be chosen. */
        TemplateVersionParameterOption: {
            /** @description For people. */
            name: string;
            /** @description Markdown. */
            description: string;
            /** @description The value. */
            value: string;
            /** @description A picture. */
            icon: string;
        };
        /** @description What a provider said to its key. Ours; the reference has no such call. */
        TestChatProviderResponse: {
            /** @description Whether the provider takes the key. */
            ok: boolean;
            /** @description For people; names the provider. */
            message: string;
            /** @description The provider's own words. */
            detail?: string | null;
        };
        /** @description The limits of tokens. */
        TokenConfig: {
            /**
             * Format: int64
             * @description The longest lifetime, in nanoseconds.
             */
            max_token_lifetime: number;
        };
        /** @description Sets whether people may have their chats recorded. */
        UpdateChatDebugLoggingRequest: {
            /** @description Whether people may choose. */
            allow_users: boolean;
        };
        /** @description Changes a model config. What is absent stays. */
        UpdateChatModelConfigRequest: {
            /** @description The provider's canonical name. */
            provider?: string | null;
            /**
             * Format: uuid
             * @description The provider.
             */
            ai_provider_id?: string | null;
            /** @description The provider's name of the model; blank keeps. */
            model?: string | null;
            /** @description Its name for people; blank keeps. */
            display_name?: string | null;
            /** @description Whether chats may use it. */
            enabled?: boolean | null;
            /** @description True makes it the default; false makes another one the default, if another one is enabled. */
            is_default?: boolean | null;
            /**
             * Format: int64
             * @description The context window in tokens, above 0.
             */
            context_limit?: number | null;
            /**
             * Format: int32
             * @description 0 to 100.
             */
            compression_threshold?: number | null;
            model_config?: components["schemas"]["ChatModelCallConfig"] | null;
        };
        /** @description Sets the model for a kind of work. */
        UpdateChatModelOverrideRequest: {
            /** @description The id of a model config that is turned on; empty = none. */
            model_config_id: string;
        };
        /** @description Changes a provider. What is absent stays. */
        UpdateChatProviderRequest: {
            /** @description Its name for people; blank keeps. */
            display_name?: string | null;
            /**
             * Format: password
             * @description The deployment's key; empty removes it.
             */
            api_key?: string | null;
            /** @description Where it is; empty = the provider's own address. */
            base_url?: string | null;
            /** @description Whether it may be used. */
            enabled?: boolean | null;
            /** @description Whether the deployment's key may be used. */
            central_api_key_enabled?: boolean | null;
            /** @description Whether people may bring keys of their own. */
            allow_user_api_key?: boolean | null;
            /** @description Whether people without a key of their own may use the deployment's. */
            allow_central_api_key_fallback?: boolean | null;
        };
        /** @description Changes a chat's metadata. Absent or null = unchanged. */
        UpdateChatRequest: {
            /** @description What people call it; 1 to 200 characters after trimming. */
            title?: string | null;
            /** @description The client's own marks; replaces all. */
            labels?: {
                [key: string]: string;
            } | null;
            /** @description Puts it away or brings it back, with all chats it spawned. */
            archived?: boolean | null;
            /**
             * Format: int32
             * @description Its place among the pinned ones; 0 unpins.
             */
            pin_order?: number | null;
            /**
             * Format: uuid
             * @description The workspace to work in; the nil UUID unbinds.
             */
            workspace_id?: string | null;
            /** @description `""` clears, `plan` sets. */
            plan_mode?: string | null;
            /**
             * Format: int64
             * @description What the chat, with the chats that it made, may spend before it stops and asks, in micro-USD; above 0. Only its owner may
             *     set it. Our own.
             */
            spend_cap_micros?: number | null;
        };
        /** @description Sets what administrators tell new chats. */
        UpdateChatSystemPromptRequest: {
            /** @description Their own text; at most 128 KiB after invisible characters were taken out. */
            system_prompt: string;
            /** @description Whether the instructions that the server comes with are part of it; left out, it stays as it is. */
            include_default_system_prompt?: boolean | null;
        };
        /** @description Gives a person or a group a limit. */
        UpdateChatUsageLimitOverrideRequest: {
            /**
             * Format: int64
             * @description What they may spend in a period, above 0.
             */
            spend_limit_micros: number;
        };
        /** @description Sets the limit of the deployment. */
        UpdateChatUsageLimitRequest: {
            /**
             * Format: int64
             * @description What each person may spend in a period, above 0; null takes the limit away.
             */
            spend_limit_micros?: number | null;
            /** @description `day`, `week` or `month`. Needed with a limit; `month` when left out without one. */
            period?: string;
            /**
             * Format: int64
             * @description What one chat may spend, above 0; null = any amount; left out, it stays as it is.
             */
            chat_cap_micros?: number | null;
        };
        /** @description Whether there is a newer version. */
        UpdateCheck: {
            /** @description Whether this is the newest that the server knows of. */
            current: boolean;
            /** @description The newest that it knows of. */
            version: string;
            /** @description Where to get it. */
            url: string;
        };
        /** @description Sets a new password. */
        UpdatePasswordRequest: {
            /**
             * Format: password
             * @description The present one; required for one's own account.
             */
            old_password?: string | null;
            /**
             * Format: password
             * @description The new one.
             */
            password: string;
        };
        /** @description Sets a threshold. */
        UpdateUserChatCompactionThresholdRequest: {
            /**
             * Format: int32
             * @description At how many percent of the model's context window, 0 to 100; 100 = never.
             */
            threshold_percent: number;
        };
        /** @description Sets whether the caller's chats are recorded. */
        UpdateUserChatDebugLoggingRequest: {
            /** @description Whether they are. */
            debug_logging_enabled: boolean;
        };
        /** @description Sets a person's own choice. */
        UpdateUserChatPersonalModelOverrideRequest: {
            /** @description Where the model comes from; not `deployment_default` for `root`. */
            mode: components["schemas"]["ChatPersonalModelOverrideMode"];
            /** @description The model config's id; only, and then always, with the mode `model`. */
            model_config_id?: string;
        };
        /** @description A file that was stored. */
        UploadChatFileResponse: {
            /**
             * Format: uuid
             * @description What messages name it by.
             */
            id: string;
        };
        /** @description A person or service account. */
        User: {
            /**
             * Format: uuid
             * @description The account.
             */
            id: string;
            /** @description The name in URLs; unique without regard to case. */
            username: string;
            /** @description The name for people. */
            name?: string;
            /** @description A picture. */
            avatar_url?: string;
            /** @description The e-mail address; unique without regard to case. */
            email: string;
            /**
             * Format: date-time
             * @description When the account was made.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            updated_at: string;
            /**
             * Format: date-time
             * @description When it was last seen, to the hour.
             */
            last_seen_at?: string | null;
            /** @description Whether it is in use. */
            status: components["schemas"]["UserStatus"];
            /** @description How it signs in. */
            login_type: components["schemas"]["LoginType"];
            /** @description The organizations that it is a member of. */
            organization_ids: string[];
            /** @description Its roles of the deployment, without the implicit `member`. */
            roles: components["schemas"]["SlimRole"][];
            /** @description Whether it takes one of a limited number of seats. Ropewalk has no such limit: always false. */
            has_ai_seat: boolean;
        };
        /** @description From how full a context on the caller's chats are summarized, for one model. */
        UserChatCompactionThreshold: {
            /**
             * Format: uuid
             * @description The model.
             */
            model_config_id: string;
            /**
             * Format: int32
             * @description At how many percent of its context window, 0 to 100; 100 = never.
             */
            threshold_percent: number;
        };
        /** @description The caller's own thresholds. */
        UserChatCompactionThresholds: {
            /** @description One for each model that the caller wants otherwise than its config has it. */
            thresholds: components["schemas"]["UserChatCompactionThreshold"][];
        };
        /** @description Whether the caller's chats are recorded. */
        UserChatDebugLogging: {
            /** @description Whether they are. */
            debug_logging_enabled: boolean;
            /** @description Whether the caller may choose. */
            user_toggle_allowed: boolean;
            /** @description Whether the deployment records every chat, whatever people choose. */
            forced_by_deployment: boolean;
        };
        /** @description A person's own choices, and what they stand beside. */
        UserChatPersonalModelOverrides: {
            /** @description Whether people may choose; if not, their choices are kept and do not count. */
            enabled: boolean;
            /** @description For new chats. */
            root: components["schemas"]["ChatPersonalModelOverride"];
            /** @description For chats that a chat makes for general work. */
            general: components["schemas"]["ChatPersonalModelOverride"];
            /** @description For chats that a chat makes to explore. */
            explore: components["schemas"]["ChatPersonalModelOverride"];
            /** @description What administrators set. */
            deployment_defaults: components["schemas"]["ChatModelOverrideDefaults"];
        };
        /** @description What a person tells all of their chats. */
        UserChatPrompt: {
            /** @description The text; at most 128 KiB after invisible characters were taken out. Empty = nothing. */
            custom_prompt: string;
        };
        /** @description A provider that takes a key of the caller's own. */
        UserChatProviderConfig: {
            /**
             * Format: uuid
             * @description The provider.
             */
            provider_id: string;
            /** @description Its canonical name, such as `anthropic`. */
            provider: string;
            /** @description Its name for people. */
            display_name: string;
            /** @description Whether the caller has stored a key. */
            has_user_api_key: boolean;
            /** @description Whether the deployment's key is used without one. */
            has_central_api_key_fallback: boolean;
        };
        /** @description A skill, without its text. */
        UserSkill: {
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /** @description Its name, from the head of its text: what chats call it. One of a name for each person. */
            name: string;
            /** @description What it is for, from the head of its text: what chats are told of it before they read it. */
            description: string;
            /**
             * Format: date-time
             * @description Since when it is there.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When its text was changed last.
             */
            updated_at: string;
        };
        /** @description A skill with its text. */
        UserSkillWithContent: components["schemas"]["UserSkill"] & {
            /** @description Its text: Markdown behind a head of YAML that says `name` and `description`. */
            content: string;
        };
        /**
         * @description Whether an account is in use.
         * @enum {string}
         */
        UserStatus: "active" | "dormant" | "suspended";
        /** @description A page of people. */
        UsersResponse: {
            /** @description The page. */
            users: components["schemas"]["User"][];
            /**
             * Format: int64
             * @description How many there are in all.
             */
            count: number;
        };
        /** @description Asks whether a password would be good enough. */
        ValidatePasswordRequest: {
            /**
             * Format: password
             * @description The password.
             */
            password: string;
        };
        /** @description Whether it is. */
        ValidatePasswordResponse: {
            /** @description Whether it is. */
            valid: boolean;
            /** @description Why not; empty when it is. */
            details: string;
        };
        /** @description What is wrong with one field of the request. */
        ValidationError: {
            /** @description The field's JSON name, with its path when nested, such as `model_config.cost`; or the search key. */
            field: string;
            /** @description The problem. */
            detail: string;
        };
        /** @description Where and how a browser can be sent messages: what its `PushSubscription` says. */
        WebpushSubscription: {
            /** @description Where its push service takes them: an https URL, not of a private address. */
            endpoint: string;
            /** @description The secret of the browser, 16 bytes in base64url. */
            auth_key: string;
            /** @description The public key of the browser, 65 bytes in base64url. */
            p256dh_key: string;
        };
        /** @description A workspace. */
        Workspace: {
            /**
             * Format: uuid
             * @description The workspace.
             */
            id: string;
            /**
             * Format: date-time
             * @description When it was made.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            updated_at: string;
            /**
             * Format: uuid
             * @description Its owner.
             */
            owner_id: string;
            /** @description The owner's user name. */
            owner_name: string;
            /** @description The owner's picture. */
            owner_avatar_url: string;
            /**
             * Format: uuid
             * @description Its organization.
             */
            organization_id: string;
            /** @description The organization's name. */
            organization_name: string;
            /**
             * Format: uuid
             * @description Its template.
             */
            template_id: string;
            /** @description The template's name. */
            template_name: string;
            /** @description The template's name for people. */
            template_display_name: string;
            /** @description The template's picture. */
            template_icon: string;
            /** @description Whether people may cancel builds that run. */
            template_allow_user_cancel_workspace_jobs: boolean;
            /**
             * Format: uuid
             * @description The version that new workspaces of the template get.
             */
            template_active_version_id: string;
            /** @description Whether it must start with that version. */
            template_require_active_version: boolean;
            /** @description Whether the page for a new workspace shows all parameters at once. */
            template_use_classic_parameter_flow: boolean;
            /** @description Whether nobody has taken it yet. */
            is_prebuild: boolean;
            /**
             * Format: uuid
             * @description The task that it is for.
             */
            task_id?: string | null;
            /** @description Its last build; that build's status is the workspace's. */
            latest_build: components["schemas"]["WorkspaceBuild"];
            latest_app_status?: components["schemas"]["WorkspaceAppStatus"] | null;
            /** @description Whether its template has a newer active version. */
            outdated: boolean;
            /** @description Its name; unique for its owner without regard to case. */
            name: string;
            /** @description When it starts by itself. */
            autostart_schedule?: string | null;
            /**
             * Format: int64
             * @description After how many ms it stops by itself.
             */
            ttl_ms?: number | null;
            /**
             * Format: date-time
             * @description When somebody last worked in it.
             */
            last_used_at: string;
            /**
             * Format: date-time
             * @description When it will be deleted for lack of use.
             */
            deleting_at?: string | null;
            /**
             * Format: date-time
             * @description Since when it is dormant.
             */
            dormant_at?: string | null;
            /** @description Whether all is well with its agents. */
            health: components["schemas"]["WorkspaceHealth"];
            /** @description Whether it follows its template's active version: `always` or `never`. */
            automatic_updates: string;
            /** @description Whether it may be renamed. */
            allow_renames: boolean;
            /** @description Whether the caller has marked it. */
            favorite: boolean;
            /**
             * Format: date-time
             * @description When it starts by itself next.
             */
            next_start_at?: string | null;
        };
        /** @description The program in a workspace through which everything else reaches it. */
        WorkspaceAgent: {
            /**
             * Format: uuid
             * @description The agent.
             */
            id: string;
            /**
             * Format: uuid
             * @description The agent that it runs under; null = none.
             */
            parent_id?: string | null;
            /**
             * Format: date-time
             * @description When the build made it.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            updated_at: string;
            /**
             * Format: date-time
             * @description The first connection.
             */
            first_connected_at?: string | null;
            /**
             * Format: date-time
             * @description The last sign of life.
             */
            last_connected_at?: string | null;
            /**
             * Format: date-time
             * @description When the connection ended.
             */
            disconnected_at?: string | null;
            /**
             * Format: date-time
             * @description When it began with its start scripts.
             */
            started_at?: string | null;
            /**
             * Format: date-time
             * @description When its start scripts ended, well or not.
             */
            ready_at?: string | null;
            /** @description Whether the server can reach it. */
            status: components["schemas"]["WorkspaceAgentStatus"];
            /** @description How far its own life has come. */
            lifecycle_state: components["schemas"]["LifecycleState"];
            /** @description Unique in the workspace. */
            name: string;
            /**
             * Format: uuid
             * @description The resource that it runs in.
             */
            resource_id: string;
            /** @description The cloud's name of its machine. */
            instance_id?: string;
            /** @description Such as `amd64`. */
            architecture: string;
            /** @description Such as `linux`. */
            operating_system: string;
            /** @description Environment of everything that it starts. */
            environment_variables: {
                [key: string]: string;
            };
            /**
             * Format: int64
             * @description Bytes of its log.
             */
            logs_length: number;
            /** @description Whether lines of its log were dropped. */
            logs_overflowed: boolean;
            /** @description Where sessions start, as the template says it. */
            directory?: string;
            /** @description The same as the agent expanded it. */
            expanded_directory?: string;
            /** @description Version of its program; empty until it connected. */
            version: string;
            /** @description Version of the protocol that it speaks. */
            api_version: string;
            /** @description Applications in it. Native templates have none so far. */
            apps: components["schemas"]["WorkspaceApp"][];
            /**
             * Format: int32
             * @description After how many seconds without a first connection it counts as timed out; 0 = never.
             */
            connection_timeout_seconds: number;
            /** @description Where to look when it does not come up. */
            troubleshooting_url: string;
            /** @description Such as `envbox`. */
            subsystems: string[];
            /** @description Whether all is well with it. */
            health: components["schemas"]["WorkspaceAgentHealth"];
            /** @description Which built-in applications to offer. */
            display_apps: string[];
            /** @description Where its log lines come from. */
            log_sources: components["schemas"]["WorkspaceAgentLogSource"][];
            /** @description Its scripts. */
            scripts: components["schemas"]["WorkspaceAgentScript"][];
            /** @description `blocking` when people wait for a start script. */
            startup_script_behavior: string;
        };
        /** @description Whether all is well with an agent. */
        WorkspaceAgentHealth: {
            /** @description Whether it is. */
            healthy: boolean;
            /** @description Why not. */
            reason?: string | null;
        };
        /** @description One line of an agent's log. */
        WorkspaceAgentLog: {
            /**
             * Format: int64
             * @description Ascends within the agent.
             */
            id: number;
            /**
             * Format: date-time
             * @description When the agent read it.
             */
            created_at: string;
            /** @description The text. */
            output: string;
            /** @description How much it matters. */
            level: components["schemas"]["LogLevel"];
            /**
             * Format: uuid
             * @description Where it came from.
             */
            source_id: string;
        };
        /** @description A source of log lines. */
        WorkspaceAgentLogSource: {
            /**
             * Format: uuid
             * @description Its agent.
             */
            workspace_agent_id: string;
            /**
             * Format: uuid
             * @description The source.
             */
            id: string;
            /**
             * Format: date-time
             * @description When it was made.
             */
            created_at: string;
            /** @description For people. */
            display_name: string;
            /** @description A picture. */
            icon: string;
        };
        /** @description A repository. */
        WorkspaceAgentRepoChanges: {
            /** @description Its top directory. */
            repo_root: string;
            /** @description Its branch; the beginning of the commit's name when it is off all branches. */
            branch?: string | null;
            /** @description The address of its remote `origin`, without name and password. */
            remote_origin?: string | null;
            /** @description All changes since the last commit, staged or not, and new files. */
            unified_diff: string;
            /** @description Whether it is there no more. */
            removed?: boolean;
        };
        /** @description A script of an agent. */
        WorkspaceAgentScript: {
            /**
             * Format: uuid
             * @description The script.
             */
            id: string;
            /**
             * Format: uuid
             * @description Its source of log lines.
             */
            log_source_id: string;
            /** @description A file that also gets its output. */
            log_path: string;
            /** @description The text. */
            script: string;
            /** @description Six fields, seconds first; empty = not by time. */
            cron: string;
            /** @description Runs when the agent starts. */
            run_on_start: boolean;
            /** @description Runs when the agent stops. */
            run_on_stop: boolean;
            /** @description People wait for it. */
            start_blocks_login: boolean;
            /**
             * Format: int64
             * @description In ns; 0 = none.
             */
            timeout: number;
            /** @description For people. */
            display_name: string;
        };
        /**
         * @description Whether the server can reach an agent.
         * @enum {string}
         */
        WorkspaceAgentStatus: "connecting" | "connected" | "disconnected" | "timeout";
        /** @description An application in a workspace. */
        WorkspaceApp: {
            /**
             * Format: uuid
             * @description The application.
             */
            id: string;
            /** @description Where it listens in the workspace. */
            url?: string;
            /** @description Whether the URL is one for the browser itself. */
            external: boolean;
            /** @description Its name in URLs. */
            slug: string;
            /** @description Its name for people. */
            display_name?: string;
            /** @description What runs instead of a page. */
            command?: string;
            /** @description A picture. */
            icon?: string;
            /** @description Whether it has a host name of its own. */
            subdomain: boolean;
            /** @description That name's first label. */
            subdomain_name?: string;
            /** @description Under which heading it is shown. */
            group?: string;
            /** @description What to say about it. */
            tooltip?: string;
            healthcheck?: components["schemas"]["WorkspaceAppHealthcheck"] | null;
            /** @description `owner`, `authenticated`, `organization` or `public`. */
            sharing_level: string;
            /** @description `disabled`, `initializing`, `healthy` or `unhealthy`. */
            health: string;
            /** @description Whether pages leave it out. */
            hidden: boolean;
            /** @description `slim-window` or `tab`. */
            open_in: string;
            /** @description What it reported of itself. */
            statuses: components["schemas"]["WorkspaceAppStatus"][];
        };
        /** @description How the health of an application is looked after. */
        WorkspaceAppHealthcheck: {
            /** @description What is asked. */
            url: string;
            /**
             * Format: int32
             * @description Every how many seconds.
             */
            interval: number;
            /**
             * Format: int32
             * @description After how many bad answers it counts as unhealthy.
             */
            threshold: number;
        };
        /** @description What an application reported of itself. */
        WorkspaceAppStatus: {
            /**
             * Format: uuid
             * @description The report.
             */
            id: string;
            /**
             * Format: date-time
             * @description When it came.
             */
            created_at: string;
            /**
             * Format: uuid
             * @description The workspace.
             */
            workspace_id: string;
            /**
             * Format: uuid
             * @description The agent.
             */
            agent_id: string;
            /**
             * Format: uuid
             * @description The application.
             */
            app_id: string;
            /** @description `working`, `idle`, `complete` or `failure`. */
            state: string;
            /** @description For people. */
            message: string;
            /** @description Where to look. */
            uri: string;
            /** @description A picture (old). */
            icon: string;
            /** @description Whether somebody must act (old). */
            needs_user_attention: boolean;
        };
        /** @description One start, stop or delete of a workspace. */
        WorkspaceBuild: {
            /**
             * Format: uuid
             * @description The build.
             */
            id: string;
            /**
             * Format: date-time
             * @description When it was asked for.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            updated_at: string;
            /**
             * Format: uuid
             * @description Its workspace.
             */
            workspace_id: string;
            /** @description The workspace's name. */
            workspace_name: string;
            /**
             * Format: uuid
             * @description The workspace's owner.
             */
            workspace_owner_id: string;
            /** @description The owner's user name. */
            workspace_owner_name: string;
            /** @description The owner's picture. */
            workspace_owner_avatar_url?: string;
            /**
             * Format: uuid
             * @description The version that was built.
             */
            template_version_id: string;
            /** @description The version's name. */
            template_version_name: string;
            /**
             * Format: int32
             * @description From 1, dense within the workspace.
             */
            build_number: number;
            /** @description What it does. */
            transition: components["schemas"]["WorkspaceTransition"];
            /**
             * Format: uuid
             * @description Who asked for it.
             */
            initiator_id: string;
            /** @description Their user name. */
            initiator_name: string;
            /** @description Its job. */
            job: components["schemas"]["ProvisionerJob"];
            /** @description Why, such as `initiator` or `cli`. */
            reason: string;
            /** @description What it made. */
            resources: components["schemas"]["WorkspaceResource"][];
            /**
             * Format: date-time
             * @description When the workspace is to be stopped.
             */
            deadline?: string | null;
            /**
             * Format: date-time
             * @description How far that may be put off.
             */
            max_deadline?: string | null;
            /** @description The transition seen through the job. */
            status: components["schemas"]["WorkspaceStatus"];
            /**
             * Format: int32
             * @description What it costs per day, in quota units.
             */
            daily_cost: number;
            /**
             * Format: uuid
             * @description The preset of its parameters.
             */
            template_version_preset_id?: string | null;
            /** @description Whether its agent runs outside of the server's control. */
            has_external_agent?: boolean | null;
        };
        /** @description One parameter's value in a build. */
        WorkspaceBuildParameter: {
            /** @description The parameter. */
            name: string;
            /** @description The value. */
            value: string;
        };
        /** @description One event of a workspace's stream: `GET /workspaces/{id}/watch-ws` (platform.md 1.6). */
        WorkspaceEvent: {
            /** @description The workspace as it is now. */
            data: components["schemas"]["Workspace"];
            /** @enum {string} */
            type: "data";
        } | {
            /** @enum {string} */
            type: "ping";
        } | {
            /** @description Why the stream ends. */
            data: components["schemas"]["Response"];
            /** @enum {string} */
            type: "error";
        };
        /** @description Whether all is well with a workspace's agents. */
        WorkspaceHealth: {
            /** @description Whether it is. */
            healthy: boolean;
            /** @description The agents with which it is not. */
            failing_agents: string[];
        };
        /** @description Something that a build made. */
        WorkspaceResource: {
            /**
             * Format: uuid
             * @description The resource.
             */
            id: string;
            /**
             * Format: date-time
             * @description When it was made.
             */
            created_at: string;
            /**
             * Format: uuid
             * @description The job of its build.
             */
            job_id: string;
            /** @description What the build did. */
            workspace_transition: components["schemas"]["WorkspaceTransition"];
            /** @description Its type. */
            type: string;
            /** @description Its name. */
            name: string;
            /** @description Whether pages leave it out. */
            hide: boolean;
            /** @description A picture. */
            icon: string;
            /** @description The agents in it. */
            agents?: components["schemas"]["WorkspaceAgent"][];
            /** @description Facts. */
            metadata?: components["schemas"]["WorkspaceResourceMetadata"][];
            /**
             * Format: int32
             * @description What it costs per day, in quota units.
             */
            daily_cost: number;
        };
        /** @description One fact about a resource. */
        WorkspaceResourceMetadata: {
            /** @description What it is about. */
            key: string;
            /** @description The fact; empty when it is sensitive. */
            value: string;
            /** @description Whether the value is kept back. */
            sensitive: boolean;
        };
        /**
         * @description The status of a build; of the latest build it is the workspace's.
         * @enum {string}
         */
        WorkspaceStatus: "pending" | "starting" | "running" | "stopping" | "stopped" | "failed" | "canceling" | "canceled" | "deleting" | "deleted";
        /**
         * @description What a build does to its workspace.
         * @enum {string}
         */
        WorkspaceTransition: "start" | "stop" | "delete";
        /** @description A page of workspaces. */
        WorkspacesResponse: {
            /** @description The page. */
            workspaces: components["schemas"]["Workspace"][];
            /**
             * Format: int64
             * @description How many there are in all.
             */
            count: number;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    list_chats_experimental: {
        parameters: {
            query?: {
                /** @description Search: `archived:true`, `has_unread:true`, `title:"some words"`; they combine with AND. */
                q?: string;
                /** @description `key:value`; may be given several times, all must match. */
                label?: string[];
                /** @description 0 or absent: 50. At most 500. */
                limit?: number;
                /** @description How many to skip. */
                offset?: number;
                /** @description The last chat of the page before. */
                after_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Root chats, pinned ones first, then the latest first; each with its children. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Chat"][];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    create_chat_experimental: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateChatRequest"];
            };
        };
        responses: {
            /** @description The chat. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Chat"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller may not make chats in this organization. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller has spent what they may. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatUsageLimitExceededResponse"];
                };
            };
            /** @description The body is larger than this operation takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    list_chats_by_workspace_experimental: {
        parameters: {
            query?: {
                /** @description At most 25 ids, with commas between them. */
                workspace_ids?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description From a workspace to its latest chat that is not archived and that the caller may see; workspaces without one are left out. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: string;
                    };
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    get_chat_advisor_experimental: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The setting. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatAdvisorConfig"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    put_chat_advisor_experimental: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChatAdvisorConfig"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The body is larger than this operation takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    get_chat_auto_archive_days_experimental: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description In days; 0 = never. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatAutoArchiveDays"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    put_chat_auto_archive_days_experimental: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChatAutoArchiveDays"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A number that cannot be set. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The body is larger than this operation takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    get_chat_debug_logging_experimental: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The setting. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatDebugLogging"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    put_chat_debug_logging_experimental: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateChatDebugLoggingRequest"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The body is larger than this operation takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    get_chat_debug_retention_days_experimental: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description In days; 0 = for ever. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatDebugRetentionDays"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    put_chat_debug_retention_days_experimental: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChatDebugRetentionDays"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A number that cannot be set. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The body is larger than this operation takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    get_chat_model_override_experimental: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description `general`, `explore`, `title_generation` or `compaction`. */
                context: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The model; empty when none is set. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatModelOverride"];
                };
            };
            /** @description There is no such kind of work. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    put_chat_model_override_experimental: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description `general`, `explore`, `title_generation` or `compaction`. */
                context: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateChatModelOverrideRequest"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description There is no such kind of work, or the model is not turned on. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The body is larger than this operation takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    get_chat_personal_model_overrides_experimental: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The setting. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatPersonalModelOverridesConfig"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    put_chat_personal_model_overrides_experimental: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChatPersonalModelOverridesConfig"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The body is larger than this operation takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    get_chat_plan_mode_instructions_experimental: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The setting. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatPlanModeInstructions"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    put_chat_plan_mode_instructions_experimental: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChatPlanModeInstructions"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The body is larger than 256 KiB. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    get_chat_retention_days_experimental: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description In days; 0 = for ever. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatRetentionDays"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    put_chat_retention_days_experimental: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChatRetentionDays"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A number that cannot be set. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The body is larger than this operation takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    get_chat_system_prompt_experimental: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The setting, with what the server comes with. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatSystemPrompt"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    put_chat_system_prompt_experimental: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateChatSystemPromptRequest"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The body is larger than 256 KiB. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    get_user_chat_compaction_thresholds_experimental: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The thresholds that you set. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserChatCompactionThresholds"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    put_user_chat_compaction_threshold_experimental: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The model. */
                modelConfig: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateUserChatCompactionThresholdRequest"];
            };
        };
        responses: {
            /** @description The threshold. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserChatCompactionThreshold"];
                };
            };
            /** @description The model is turned off, or the threshold is no percentage. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such model. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The body is larger than this operation takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    delete_user_chat_compaction_threshold_experimental: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The model. */
                modelConfig: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description That of the model's config counts. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    get_user_chat_debug_logging_experimental: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The setting. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserChatDebugLogging"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    put_user_chat_debug_logging_experimental: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateUserChatDebugLoggingRequest"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description People may not choose. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The deployment records every chat. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The body is larger than this operation takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    get_user_chat_personal_model_overrides_experimental: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The choices. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserChatPersonalModelOverrides"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    put_user_chat_personal_model_override_experimental: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description `root` (new chats), `general` or `explore`. */
                context: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateUserChatPersonalModelOverrideRequest"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description There is no such kind of work, or the choice is none that it has. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description People may not choose. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The body is larger than this operation takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    get_user_chat_prompt_experimental: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The text. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserChatPrompt"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    put_user_chat_prompt_experimental: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserChatPrompt"];
            };
        };
        responses: {
            /** @description The text as it was stored. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserChatPrompt"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The body is larger than 256 KiB. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    list_chat_cost_users_experimental: {
        parameters: {
            query?: {
                /** @description From when on (RFC 3339); default: 30 days before the end. */
                start_date?: string;
                /** @description Up to when (RFC 3339); default: now. */
                end_date?: string;
                /** @description A part of the user name or the name. */
                username?: string;
                /** @description How many, 1 to 200; default 10. */
                limit?: number;
                /** @description How many to leave out before. */
                offset?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The dearest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatCostUsersResponse"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller may not see everybody's. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    get_chat_cost_summary_experimental: {
        parameters: {
            query?: {
                /** @description From when on (RFC 3339); default: 30 days before the end. */
                start_date?: string;
                /** @description Up to when (RFC 3339); default: now. */
                end_date?: string;
            };
            header?: never;
            path: {
                /** @description The person: an id, a user name, or `me`. */
                user: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description By model and by chat, with where the person stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatCostSummary"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller may not see another person's. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such person, or the caller may not see them. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    upload_chat_file_experimental: {
        parameters: {
            query: {
                /** @description The organization that the file belongs to. */
                organization: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The file. */
        requestBody: {
            content: {
                "application/octet-stream": number[];
            };
        };
        responses: {
            /** @description The file is stored. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadChatFileResponse"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller may not store files in this organization. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The file is larger than 10 MiB. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    get_chat_file_experimental: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The file. */
                file: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file, with its stored type. It never changes. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": number[];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such file, or the caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    list_chat_model_configs_experimental: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Administrators see all, others those that are turned on. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatModelConfig"][];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    create_chat_model_config_experimental: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateChatModelConfigRequest"];
            };
        };
        responses: {
            /** @description The model config. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatModelConfig"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The provider has a config of that model. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The provider is not set up, or turned off. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The body is larger than this operation takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    delete_chat_model_config_experimental: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the model config. */
                modelConfig: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removed; chats that used it go on with the default. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such object, or the caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    update_chat_model_config_experimental: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the model config. */
                modelConfig: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateChatModelConfigRequest"];
            };
        };
        responses: {
            /** @description The model config. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatModelConfig"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such object, or the caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The provider has a config of that model. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The provider is not set up, or turned off. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The body is larger than this operation takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    list_chat_models_experimental: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description By provider. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatModelsResponse"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    list_chat_providers_experimental: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One entry per supported provider. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatProviderConfig"][];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    create_chat_provider_experimental: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateChatProviderRequest"];
            };
        };
        responses: {
            /** @description The provider, without its key. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatProviderConfig"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The provider is set up already. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The body is larger than this operation takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    delete_chat_provider_experimental: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the provider. */
                providerConfig: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removed. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Chats use models of this provider. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such object, or the caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    update_chat_provider_experimental: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the provider. */
                providerConfig: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateChatProviderRequest"];
            };
        };
        responses: {
            /** @description The provider, without its key. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatProviderConfig"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such object, or the caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The body is larger than this operation takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    test_chat_provider_experimental: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the provider. */
                providerConfig: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What the provider said; a refusal is an answer too. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TestChatProviderResponse"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such object, or the caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    get_chat_usage_limits_experimental: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The limit of the deployment, and those of single people. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatUsageLimitConfigResponse"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller may not see them. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    put_chat_usage_limits_experimental: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateChatUsageLimitRequest"];
            };
        };
        responses: {
            /** @description The limit as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatUsageLimitConfig"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The body is larger than this operation takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    put_chat_usage_limit_group_override_experimental: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The group. */
                group: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateChatUsageLimitOverrideRequest"];
            };
        };
        responses: {
            /** @description The limit. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatUsageLimitGroupOverride"];
                };
            };
            /** @description The limit is not above 0. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such group. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The body is larger than this operation takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    delete_chat_usage_limit_group_override_experimental: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The group. */
                group: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description There is no such group, or it has no limit. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    put_chat_usage_limit_override_experimental: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The person. */
                user: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateChatUsageLimitOverrideRequest"];
            };
        };
        responses: {
            /** @description Their limit. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatUsageLimitOverride"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such person. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The body is larger than this operation takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    delete_chat_usage_limit_override_experimental: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The person. */
                user: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The limit of the deployment counts again. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description There is no such person, or they have no limit of their own. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    get_chat_usage_limit_status_experimental: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What you may spend, and what you spent of it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatUsageLimitStatus"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    list_user_chat_provider_configs_experimental: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Those that are turned on and allow it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserChatProviderConfig"][];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    put_user_chat_provider_key_experimental: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the provider. */
                providerConfig: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutUserProviderKeyRequest"];
            };
        };
        responses: {
            /** @description Stored. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserChatProviderConfig"];
                };
            };
            /** @description The provider takes no such key, or the key is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such object, or the caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The body is larger than this operation takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    delete_user_chat_provider_key_experimental: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the provider. */
                providerConfig: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removed, or there was none. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such object, or the caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    watch_chats_experimental: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The WebSocket is open. */
            101: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The event stream; each `data` is one event. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["ChatWatchEvent"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    get_chat_experimental: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The chat. */
                chat: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The chat, with its children. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Chat"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such chat, or the caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    update_chat_experimental: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The chat. */
                chat: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateChatRequest"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such chat, or the caller may not change it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The chat, or one that it made, is busy and cannot be archived. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The body is larger than this operation takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    clear_chat_context_experimental: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The chat. */
                chat: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The chat. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Chat"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller does not own the chat. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such chat, or the caller may not change it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The chat is busy, or messages wait. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    compact_chat_context_experimental: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The chat. */
                chat: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The chat, which works on it. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Chat"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller does not own the chat. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such chat, or the caller may not change it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The chat is busy; or the caller has spent what they may: then with the fields of `ChatUsageLimitExceededResponse`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    list_chat_debug_runs_experimental: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The chat. */
                chat: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The turns. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatDebugRunSummary"][];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such chat, or the caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    get_chat_debug_run_experimental: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The chat. */
                chat: string;
                /** @description The recorded turn. */
                run: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The turn and its steps. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatDebugRun"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such chat, or no such turn of it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    interrupt_chat_experimental: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The chat. */
                chat: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The chat. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Chat"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such chat, or the caller may not change it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Nothing runs. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    list_chat_messages_experimental: {
        parameters: {
            query?: {
                /** @description Only messages with a smaller id. */
                before_id?: number;
                /** @description Only messages with a larger id. Alone it turns the order round: oldest first. */
                after_id?: number;
                /** @description 1 to 200; absent: 50. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description The chat. */
                chat: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page, newest first; the queue only when no cursor was given. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatMessagesResponse"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such chat, or the caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    send_chat_message_experimental: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The chat. */
                chat: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateChatMessageRequest"];
            };
        };
        responses: {
            /** @description The stored or the queued message. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreateChatMessageResponse"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller does not own the chat. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such chat, or the caller may not change it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The chat takes no messages now; or the caller has spent what they may: then with the fields of `ChatUsageLimitExceededResponse`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The body is larger than this operation takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The queue is full: 20 messages wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    edit_chat_message_experimental: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The chat. */
                chat: string;
                /** @description The user message. */
                message: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EditChatMessageRequest"];
            };
        };
        responses: {
            /** @description The new message. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EditChatMessageResponse"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller does not own the chat. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such chat, or no such message in it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The chat takes no messages now; or the caller has spent what they may: then with the fields of `ChatUsageLimitExceededResponse`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The body is larger than this operation takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    list_chat_prompts_experimental: {
        parameters: {
            query?: {
                /** @description 0 to 2000; 0 or absent: 500. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description The chat. */
                chat: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The texts of the user messages, newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatPromptsResponse"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such chat, or the caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    delete_queued_chat_message_experimental: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The chat. */
                chat: string;
                /** @description The queued message. */
                message: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such chat or queued message, or the caller may not change it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Nothing waits. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    change_queued_chat_message_experimental: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The chat. */
                chat: string;
                /** @description The queued message. */
                message: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeQueuedChatMessageRequest"];
            };
        };
        responses: {
            /** @description The message as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeQueuedChatMessageResponse"];
                };
            };
            /** @description Nothing is to be changed, the content is empty or names what is not there, or the chat is archived. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller does not own the chat. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such chat or queued message: it may just have been sent. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Nothing waits. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The body is larger than this operation takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    promote_queued_chat_message_experimental: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The chat. */
                chat: string;
                /** @description The queued message. */
                message: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller does not own the chat. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such chat or queued message, or the caller may not change it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Nothing waits. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    reconcile_invalid_chat_experimental: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The chat. */
                chat: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The chat. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Chat"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such chat, or the caller may not change it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The chat is not broken. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    stream_chat_experimental: {
        parameters: {
            query?: {
                /** @description The newest message that the client has; only later ones are sent. */
                after_id?: number;
            };
            header?: {
                /** @description The same, as event streams say it. */
                "Last-Event-ID"?: number | null;
            };
            path: {
                /** @description The chat. */
                chat: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The WebSocket is open. */
            101: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The event stream; each `data` is such an array. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["ChatStreamEvent"][];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such chat, or the caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    stream_chat_git_experimental: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The chat. */
                chat: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The WebSocket is open; its messages are these. */
            101: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatGitEvent"];
                };
            };
            /** @description The chat has no workspace, or the workspace's agent is not connected. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller may not reach into the workspace. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such chat, or the caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The agent was not reached. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    propose_chat_title_experimental: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The chat. */
                chat: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The title. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProposeChatTitleResponse"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller does not own the chat. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such chat, or the caller may not change it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description No model gave a title, with the reason; or the caller has spent what they may: then with the fields of `ChatUsageLimitExceededResponse`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The models took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    regenerate_chat_title_experimental: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The chat. */
                chat: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The chat. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Chat"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller does not own the chat. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such chat, or the caller may not change it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description No model gave a title, with the reason; or the caller has spent what they may: then with the fields of `ChatUsageLimitExceededResponse`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The models took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    submit_chat_tool_results_experimental: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The chat. */
                chat: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SubmitToolResultsRequest"];
            };
        };
        responses: {
            /** @description The chat goes on. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller does not own the chat. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such chat, or the caller may not change it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The chat does not wait for its client. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The body is larger than this operation takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    get_chat_wait_experimental: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The chat. */
                chat: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What it waits for, since when, until when, and whose turn it is. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatWait"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such chat, or the caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    banner: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The greeting. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    appearance: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Names, pictures, announcements. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Appearance"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    external_scopes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The scopes. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExternalScopes"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    check_authorization: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AuthorizationRequest"];
            };
        };
        responses: {
            /** @description An answer under the name of each question. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: boolean;
                    };
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The body is larger than this operation takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    build_info: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The version and more. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BuildInfo"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    list_chats: {
        parameters: {
            query?: {
                /** @description Search: `archived:true`, `has_unread:true`, `title:"some words"`; they combine with AND. */
                q?: string;
                /** @description `key:value`; may be given several times, all must match. */
                label?: string[];
                /** @description 0 or absent: 50. At most 500. */
                limit?: number;
                /** @description How many to skip. */
                offset?: number;
                /** @description The last chat of the page before. */
                after_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Root chats, pinned ones first, then the latest first; each with its children. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Chat"][];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    create_chat: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateChatRequest"];
            };
        };
        responses: {
            /** @description The chat. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Chat"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller may not make chats in this organization. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller has spent what they may. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatUsageLimitExceededResponse"];
                };
            };
            /** @description The body is larger than this operation takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    list_chats_by_workspace: {
        parameters: {
            query?: {
                /** @description At most 25 ids, with commas between them. */
                workspace_ids?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description From a workspace to its latest chat that is not archived and that the caller may see; workspaces without one are left out. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: string;
                    };
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    get_chat_advisor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The setting. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatAdvisorConfig"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    put_chat_advisor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChatAdvisorConfig"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The body is larger than this operation takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    get_chat_auto_archive_days: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description In days; 0 = never. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatAutoArchiveDays"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    put_chat_auto_archive_days: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChatAutoArchiveDays"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A number that cannot be set. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The body is larger than this operation takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    get_chat_debug_logging: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The setting. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatDebugLogging"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    put_chat_debug_logging: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateChatDebugLoggingRequest"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The body is larger than this operation takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    get_chat_debug_retention_days: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description In days; 0 = for ever. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatDebugRetentionDays"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    put_chat_debug_retention_days: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChatDebugRetentionDays"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A number that cannot be set. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The body is larger than this operation takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    get_chat_model_override: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description `general`, `explore`, `title_generation` or `compaction`. */
                context: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The model; empty when none is set. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatModelOverride"];
                };
            };
            /** @description There is no such kind of work. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    put_chat_model_override: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description `general`, `explore`, `title_generation` or `compaction`. */
                context: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateChatModelOverrideRequest"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description There is no such kind of work, or the model is not turned on. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The body is larger than this operation takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    get_chat_personal_model_overrides: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The setting. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatPersonalModelOverridesConfig"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    put_chat_personal_model_overrides: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChatPersonalModelOverridesConfig"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The body is larger than this operation takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    get_chat_plan_mode_instructions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The setting. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatPlanModeInstructions"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    put_chat_plan_mode_instructions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChatPlanModeInstructions"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The body is larger than 256 KiB. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    get_chat_retention_days: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description In days; 0 = for ever. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatRetentionDays"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    put_chat_retention_days: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChatRetentionDays"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A number that cannot be set. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The body is larger than this operation takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    get_chat_system_prompt: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The setting, with what the server comes with. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatSystemPrompt"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    put_chat_system_prompt: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateChatSystemPromptRequest"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The body is larger than 256 KiB. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    get_user_chat_compaction_thresholds: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The thresholds that you set. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserChatCompactionThresholds"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    put_user_chat_compaction_threshold: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The model. */
                modelConfig: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateUserChatCompactionThresholdRequest"];
            };
        };
        responses: {
            /** @description The threshold. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserChatCompactionThreshold"];
                };
            };
            /** @description The model is turned off, or the threshold is no percentage. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such model. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The body is larger than this operation takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    delete_user_chat_compaction_threshold: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The model. */
                modelConfig: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description That of the model's config counts. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    get_user_chat_debug_logging: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The setting. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserChatDebugLogging"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    put_user_chat_debug_logging: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateUserChatDebugLoggingRequest"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description People may not choose. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The deployment records every chat. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The body is larger than this operation takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    get_user_chat_personal_model_overrides: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The choices. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserChatPersonalModelOverrides"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    put_user_chat_personal_model_override: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description `root` (new chats), `general` or `explore`. */
                context: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateUserChatPersonalModelOverrideRequest"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description There is no such kind of work, or the choice is none that it has. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description People may not choose. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The body is larger than this operation takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    get_user_chat_prompt: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The text. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserChatPrompt"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    put_user_chat_prompt: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserChatPrompt"];
            };
        };
        responses: {
            /** @description The text as it was stored. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserChatPrompt"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The body is larger than 256 KiB. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    list_chat_cost_users: {
        parameters: {
            query?: {
                /** @description From when on (RFC 3339); default: 30 days before the end. */
                start_date?: string;
                /** @description Up to when (RFC 3339); default: now. */
                end_date?: string;
                /** @description A part of the user name or the name. */
                username?: string;
                /** @description How many, 1 to 200; default 10. */
                limit?: number;
                /** @description How many to leave out before. */
                offset?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The dearest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatCostUsersResponse"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller may not see everybody's. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    get_chat_cost_summary: {
        parameters: {
            query?: {
                /** @description From when on (RFC 3339); default: 30 days before the end. */
                start_date?: string;
                /** @description Up to when (RFC 3339); default: now. */
                end_date?: string;
            };
            header?: never;
            path: {
                /** @description The person: an id, a user name, or `me`. */
                user: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description By model and by chat, with where the person stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatCostSummary"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller may not see another person's. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such person, or the caller may not see them. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    upload_chat_file: {
        parameters: {
            query: {
                /** @description The organization that the file belongs to. */
                organization: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The file. */
        requestBody: {
            content: {
                "application/octet-stream": number[];
            };
        };
        responses: {
            /** @description The file is stored. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadChatFileResponse"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller may not store files in this organization. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The file is larger than 10 MiB. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    get_chat_file: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The file. */
                file: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file, with its stored type. It never changes. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": number[];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such file, or the caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    list_chat_model_configs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Administrators see all, others those that are turned on. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatModelConfig"][];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    create_chat_model_config: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateChatModelConfigRequest"];
            };
        };
        responses: {
            /** @description The model config. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatModelConfig"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The provider has a config of that model. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The provider is not set up, or turned off. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The body is larger than this operation takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    delete_chat_model_config: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the model config. */
                modelConfig: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removed; chats that used it go on with the default. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such object, or the caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    update_chat_model_config: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the model config. */
                modelConfig: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateChatModelConfigRequest"];
            };
        };
        responses: {
            /** @description The model config. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatModelConfig"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such object, or the caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The provider has a config of that model. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The provider is not set up, or turned off. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The body is larger than this operation takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    list_chat_models: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description By provider. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatModelsResponse"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    list_chat_providers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One entry per supported provider. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatProviderConfig"][];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    create_chat_provider: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateChatProviderRequest"];
            };
        };
        responses: {
            /** @description The provider, without its key. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatProviderConfig"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The provider is set up already. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The body is larger than this operation takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    delete_chat_provider: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the provider. */
                providerConfig: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removed. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Chats use models of this provider. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such object, or the caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    update_chat_provider: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the provider. */
                providerConfig: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateChatProviderRequest"];
            };
        };
        responses: {
            /** @description The provider, without its key. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatProviderConfig"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such object, or the caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The body is larger than this operation takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    test_chat_provider: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the provider. */
                providerConfig: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What the provider said; a refusal is an answer too. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TestChatProviderResponse"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such object, or the caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    get_chat_usage_limits: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The limit of the deployment, and those of single people. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatUsageLimitConfigResponse"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller may not see them. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    put_chat_usage_limits: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateChatUsageLimitRequest"];
            };
        };
        responses: {
            /** @description The limit as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatUsageLimitConfig"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The body is larger than this operation takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    put_chat_usage_limit_group_override: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The group. */
                group: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateChatUsageLimitOverrideRequest"];
            };
        };
        responses: {
            /** @description The limit. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatUsageLimitGroupOverride"];
                };
            };
            /** @description The limit is not above 0. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such group. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The body is larger than this operation takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    delete_chat_usage_limit_group_override: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The group. */
                group: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description There is no such group, or it has no limit. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    put_chat_usage_limit_override: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The person. */
                user: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateChatUsageLimitOverrideRequest"];
            };
        };
        responses: {
            /** @description Their limit. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatUsageLimitOverride"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such person. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The body is larger than this operation takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    delete_chat_usage_limit_override: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The person. */
                user: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The limit of the deployment counts again. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description There is no such person, or they have no limit of their own. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    get_chat_usage_limit_status: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What you may spend, and what you spent of it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatUsageLimitStatus"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    list_user_chat_provider_configs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Those that are turned on and allow it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserChatProviderConfig"][];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    put_user_chat_provider_key: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the provider. */
                providerConfig: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutUserProviderKeyRequest"];
            };
        };
        responses: {
            /** @description Stored. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserChatProviderConfig"];
                };
            };
            /** @description The provider takes no such key, or the key is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such object, or the caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The body is larger than this operation takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    delete_user_chat_provider_key: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the provider. */
                providerConfig: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removed, or there was none. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such object, or the caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    watch_chats: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The WebSocket is open. */
            101: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The event stream; each `data` is one event. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["ChatWatchEvent"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    get_chat: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The chat. */
                chat: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The chat, with its children. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Chat"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such chat, or the caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    update_chat: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The chat. */
                chat: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateChatRequest"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such chat, or the caller may not change it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The chat, or one that it made, is busy and cannot be archived. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The body is larger than this operation takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    clear_chat_context: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The chat. */
                chat: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The chat. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Chat"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller does not own the chat. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such chat, or the caller may not change it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The chat is busy, or messages wait. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    compact_chat_context: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The chat. */
                chat: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The chat, which works on it. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Chat"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller does not own the chat. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such chat, or the caller may not change it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The chat is busy; or the caller has spent what they may: then with the fields of `ChatUsageLimitExceededResponse`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    list_chat_debug_runs: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The chat. */
                chat: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The turns. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatDebugRunSummary"][];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such chat, or the caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    get_chat_debug_run: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The chat. */
                chat: string;
                /** @description The recorded turn. */
                run: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The turn and its steps. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatDebugRun"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such chat, or no such turn of it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    interrupt_chat: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The chat. */
                chat: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The chat. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Chat"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such chat, or the caller may not change it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Nothing runs. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    list_chat_messages: {
        parameters: {
            query?: {
                /** @description Only messages with a smaller id. */
                before_id?: number;
                /** @description Only messages with a larger id. Alone it turns the order round: oldest first. */
                after_id?: number;
                /** @description 1 to 200; absent: 50. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description The chat. */
                chat: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page, newest first; the queue only when no cursor was given. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatMessagesResponse"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such chat, or the caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    send_chat_message: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The chat. */
                chat: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateChatMessageRequest"];
            };
        };
        responses: {
            /** @description The stored or the queued message. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreateChatMessageResponse"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller does not own the chat. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such chat, or the caller may not change it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The chat takes no messages now; or the caller has spent what they may: then with the fields of `ChatUsageLimitExceededResponse`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The body is larger than this operation takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The queue is full: 20 messages wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    edit_chat_message: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The chat. */
                chat: string;
                /** @description The user message. */
                message: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EditChatMessageRequest"];
            };
        };
        responses: {
            /** @description The new message. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EditChatMessageResponse"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller does not own the chat. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such chat, or no such message in it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The chat takes no messages now; or the caller has spent what they may: then with the fields of `ChatUsageLimitExceededResponse`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The body is larger than this operation takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    list_chat_prompts: {
        parameters: {
            query?: {
                /** @description 0 to 2000; 0 or absent: 500. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description The chat. */
                chat: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The texts of the user messages, newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatPromptsResponse"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such chat, or the caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    delete_queued_chat_message: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The chat. */
                chat: string;
                /** @description The queued message. */
                message: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such chat or queued message, or the caller may not change it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Nothing waits. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    change_queued_chat_message: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The chat. */
                chat: string;
                /** @description The queued message. */
                message: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeQueuedChatMessageRequest"];
            };
        };
        responses: {
            /** @description The message as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeQueuedChatMessageResponse"];
                };
            };
            /** @description Nothing is to be changed, the content is empty or names what is not there, or the chat is archived. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller does not own the chat. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such chat or queued message: it may just have been sent. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Nothing waits. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The body is larger than this operation takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    promote_queued_chat_message: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The chat. */
                chat: string;
                /** @description The queued message. */
                message: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller does not own the chat. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such chat or queued message, or the caller may not change it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Nothing waits. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    reconcile_invalid_chat: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The chat. */
                chat: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The chat. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Chat"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such chat, or the caller may not change it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The chat is not broken. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    stream_chat: {
        parameters: {
            query?: {
                /** @description The newest message that the client has; only later ones are sent. */
                after_id?: number;
            };
            header?: {
                /** @description The same, as event streams say it. */
                "Last-Event-ID"?: number | null;
            };
            path: {
                /** @description The chat. */
                chat: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The WebSocket is open. */
            101: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The event stream; each `data` is such an array. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["ChatStreamEvent"][];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such chat, or the caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    stream_chat_git: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The chat. */
                chat: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The WebSocket is open; its messages are these. */
            101: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatGitEvent"];
                };
            };
            /** @description The chat has no workspace, or the workspace's agent is not connected. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller may not reach into the workspace. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such chat, or the caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The agent was not reached. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    propose_chat_title: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The chat. */
                chat: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The title. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProposeChatTitleResponse"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller does not own the chat. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such chat, or the caller may not change it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description No model gave a title, with the reason; or the caller has spent what they may: then with the fields of `ChatUsageLimitExceededResponse`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The models took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    regenerate_chat_title: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The chat. */
                chat: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The chat. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Chat"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller does not own the chat. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such chat, or the caller may not change it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description No model gave a title, with the reason; or the caller has spent what they may: then with the fields of `ChatUsageLimitExceededResponse`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The models took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    submit_chat_tool_results: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The chat. */
                chat: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SubmitToolResultsRequest"];
            };
        };
        responses: {
            /** @description The chat goes on. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller does not own the chat. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such chat, or the caller may not change it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The chat does not wait for its client. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The body is larger than this operation takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    get_chat_wait: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The chat. */
                chat: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What it waits for, since when, until when, and whose turn it is. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatWait"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such chat, or the caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    ssh_config: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The settings. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SshConfigResponse"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    entitlements: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Everything. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Entitlements"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    experiments: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Always empty. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string[];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    list_groups: {
        parameters: {
            query?: {
                /** @description Only those of this organization: a name or an id. */
                organization?: string;
                /** @description Only those that this person is a member of: a user name or an id. */
                has_member?: string;
                /** @description Only these: ids, separated by commas. */
                group_ids?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The groups that the caller may see, by name, at most 1,000. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Group"][];
                };
            };
            /** @description The query names what is not there. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    get_group: {
        parameters: {
            query?: {
                /** @description Leaves the members out. */
                exclude_members?: boolean;
            };
            header?: never;
            path: {
                /** @description The group. */
                group: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The group. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Group"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such object, or the caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    delete_group: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The group. */
                group: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description It is the group of all members. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such object, or the caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    update_group: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The group. */
                group: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PatchGroupRequest"];
            };
        };
        responses: {
            /** @description The group as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Group"];
                };
            };
            /** @description The request has bad fields. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such object, or the caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The name is taken. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The body is larger than this operation takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    list_group_members: {
        parameters: {
            query?: {
                /** @description Most entries; 0 or absent = 1,000, which is also the most. */
                limit?: number;
                /** @description How many entries to skip. */
                offset?: number;
            };
            header?: never;
            path: {
                /** @description The group. */
                group: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the members that the caller may see. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupMembersResponse"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such object, or the caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    list_organizations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The organizations, by name. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Organization"][];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    get_organization: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A name, an id, or `default`. */
                organization: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The organization. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Organization"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such object, or the caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    list_organization_groups: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A name, an id, or `default`. */
                organization: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The groups, by name, at most 1,000. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Group"][];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such object, or the caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    create_group: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A name, an id, or `default`. */
                organization: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateGroupRequest"];
            };
        };
        responses: {
            /** @description The group. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Group"];
                };
            };
            /** @description The request has bad fields. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such organization, or the caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The name is taken. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The body is larger than this operation takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    get_group_by_name: {
        parameters: {
            query?: {
                /** @description Leaves the members out. */
                exclude_members?: boolean;
            };
            header?: never;
            path: {
                /** @description A name, an id, or `default`. */
                organization: string;
                /** @description The group's name. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The group. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Group"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such object, or the caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    list_group_members_by_name: {
        parameters: {
            query?: {
                /** @description Most entries; 0 or absent = 1,000, which is also the most. */
                limit?: number;
                /** @description How many entries to skip. */
                offset?: number;
            };
            header?: never;
            path: {
                /** @description A name, an id, or `default`. */
                organization: string;
                /** @description The group's name. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the members that the caller may see. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupMembersResponse"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such object, or the caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    create_member_workspace: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id, name, or `default`. */
                organization: string;
                /** @description The owner: id, user name, or `me`. */
                user: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateWorkspaceRequest"];
            };
        };
        responses: {
            /** @description The workspace; its first build is queued. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Workspace"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such object, or the caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The template version is still being imported. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The owner has a workspace of that name. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The body is larger than this operation takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    list_organization_templates: {
        parameters: {
            query?: {
                /** @description A part of the name or display name; or `exact_name:`, `organization:`, `deprecated:`, `deleted:`. */
                q?: string;
            };
            header?: never;
            path: {
                /** @description Id, name, or `default`. */
                organization: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The templates, by name; at most 1,000. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Template"][];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such organization, or the caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    get_template_by_name: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id, name, or `default`. */
                organization: string;
                /** @description The template's name. */
                template: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The template. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Template"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such object, or the caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    regions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The server itself. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RegionsResponse"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    list_templates: {
        parameters: {
            query?: {
                /** @description A part of the name or display name; or `exact_name:`, `organization:`, `deprecated:`, `deleted:`. */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The templates, by name; at most 1,000. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Template"][];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    get_template: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The template. */
                template: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The template. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Template"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such object, or the caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    list_template_versions: {
        parameters: {
            query?: {
                /** @description Archived ones too. */
                include_archived?: boolean;
                /** @description Most entries; 0 or absent = 1,000, which is also the most. */
                limit?: number;
                /** @description How many entries to skip. */
                offset?: number;
            };
            header?: never;
            path: {
                /** @description The template. */
                template: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The versions, the newest last. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateVersion"][];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such object, or the caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    get_template_version: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The version. */
                version: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The version. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateVersion"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such object, or the caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    template_version_presets: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The version. */
                version: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The presets. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preset"][];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such object, or the caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    template_version_resources: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The version. */
                version: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The resources that its import found. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkspaceResource"][];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such object, or the caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    template_version_parameters: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The version. */
                version: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The parameters. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateVersionParameter"][];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such object, or the caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    update_check: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What the server knows. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UpdateCheck"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    list_users: {
        parameters: {
            query?: {
                /** @description A part of the user name, e-mail address or name; or `status:active` and the like. */
                q?: string;
                /** @description Most entries; 0 or absent = 1,000, which is also the most. */
                limit?: number;
                /** @description How many entries to skip. */
                offset?: number;
                /** @description Begin after this person. */
                after_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the people that the caller may see. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UsersResponse"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    create_user: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateUserRequest"];
            };
        };
        responses: {
            /** @description The account was made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The user name or the address is taken. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The body is larger than this operation takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    auth_methods: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The ways. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthMethods"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    get_first_user: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Somebody has an account. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Nobody has an account yet. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    create_first_user: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateFirstUserRequest"];
            };
        };
        responses: {
            /** @description The account was made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreateFirstUserResponse"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The set-up token is missing or wrong. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Somebody has an account already. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The body is larger than this operation takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    login: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LoginRequest"];
            };
        };
        responses: {
            /** @description Signed in. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoginResponse"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The pair is wrong, or the account is suspended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The account signs in another way. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The body is larger than this operation takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    logout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Signed out. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    validate_password: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ValidatePasswordRequest"];
            };
        };
        responses: {
            /** @description The judgement. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidatePasswordResponse"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The body is larger than this operation takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    get_user: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A user name, an id, or `me`. */
                user: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The person. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such object, or the caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    create_session_key: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A user name, an id, or `me`. */
                user: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The session; its text is shown only here. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GenerateApiKeyResponse"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such object, or the caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    list_tokens: {
        parameters: {
            query?: {
                /** @description Also those of other people, as far as the caller may see them. */
                include_all?: boolean;
                /** @description Also those that have ended. */
                include_expired?: boolean;
            };
            header?: never;
            path: {
                /** @description A user name, an id, or `me`. */
                user: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The tokens, oldest first, at most 1,000. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyWithOwner"][];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such object, or the caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    create_token: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A user name, an id, or `me`. */
                user: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateTokenRequest"];
            };
        };
        responses: {
            /** @description The token; its text is shown only here. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GenerateApiKeyResponse"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such object, or the caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The name is taken. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The body is larger than this operation takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    token_config: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A user name, an id, or `me`. */
                user: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The limits. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenConfig"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such object, or the caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    get_token: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A user name, an id, or `me`. */
                user: string;
                /** @description The name of the token. */
                keyname: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The token, without its secret. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKey"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such object, or the caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    get_api_key: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A user name, an id, or `me`. */
                user: string;
                /** @description The public half of the key: ten characters. */
                keyid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The key, without its secret. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKey"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such object, or the caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    delete_api_key: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A user name, an id, or `me`. */
                user: string;
                /** @description The public half of the key: ten characters. */
                keyid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removed. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such object, or the caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    expire_api_key: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A user name, an id, or `me`. */
                user: string;
                /** @description The public half of the key: ten characters. */
                keyid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ended. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such object, or the caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    list_user_organizations: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A user name, an id, or `me`. */
                user: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Those that the caller may see too. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Organization"][];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such object, or the caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    get_user_organization: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A user name, an id, or `me`. */
                user: string;
                /** @description A name, an id, or `default`. */
                organization: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The organization. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Organization"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such object, or the caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    update_password: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A user name, an id, or `me`. */
                user: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdatePasswordRequest"];
            };
        };
        responses: {
            /** @description Set; all sessions of the account have ended. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such object, or the caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The body is larger than this operation takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    list_user_skills: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A user name, an id, or `me`. */
                user: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description By name. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserSkill"][];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description It is not the caller's own account. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such object, or the caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    create_user_skill: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A user name, an id, or `me`. */
                user: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutUserSkillRequest"];
            };
        };
        responses: {
            /** @description The new skill. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserSkill"];
                };
            };
            /** @description The text is no skill; `content` says why. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description It is not the caller's own account. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such object, or the caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is a skill of this name, or there are as many as anybody may have. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The body is larger than this operation takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    get_user_skill: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A user name, an id, or `me`. */
                user: string;
                /** @description The name of the skill. */
                skill: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The skill with its text. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserSkillWithContent"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description It is not the caller's own account. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such object, or the caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    delete_user_skill: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A user name, an id, or `me`. */
                user: string;
                /** @description The name of the skill. */
                skill: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone; chats that have read it keep what they read. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description It is not the caller's own account. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such object, or the caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    update_user_skill: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A user name, an id, or `me`. */
                user: string;
                /** @description The name of the skill. */
                skill: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutUserSkillRequest"];
            };
        };
        responses: {
            /** @description The skill as it is now; the new text may have renamed it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserSkill"];
                };
            };
            /** @description The text is no skill; `content` says why. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description It is not the caller's own account. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such object, or the caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is a skill of this name, or there are as many as anybody may have. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The body is larger than this operation takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    create_webpush_subscription: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A user name, an id, or `me`. */
                user: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebpushSubscription"];
            };
        };
        responses: {
            /** @description Notifications are on. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The address is not https, or leads to this machine or a private network; or a key is none. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description It is not the caller's own account. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such object, or the caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Notifications are off on this server. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The body is larger than this operation takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The push service did not take the first message. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    delete_webpush_subscription: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A user name, an id, or `me`. */
                user: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeleteWebpushSubscription"];
            };
        };
        responses: {
            /** @description Notifications are off. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description It is not the caller's own account. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such subscription, or no such account that the caller may see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The body is larger than this operation takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    test_webpush: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A user name, an id, or `me`. */
                user: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description At least one browser's push service took it. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description It is not the caller's own account. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such object, or the caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description No browser of the caller took it. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    get_workspace_by_name: {
        parameters: {
            query?: {
                /** @description Find it even when it is deleted. */
                include_deleted?: boolean;
            };
            header?: never;
            path: {
                /** @description The owner: id, user name, or `me`. */
                user: string;
                /** @description The workspace's name. */
                workspace: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The workspace. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Workspace"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such object, or the caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    get_build_by_number: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The owner: id, user name, or `me`. */
                user: string;
                /** @description The workspace's name. */
                workspace: string;
                /** @description The build's number, from 1. */
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The build. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkspaceBuild"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such object, or the caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    create_user_workspace: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The owner: id, user name, or `me`. */
                user: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateWorkspaceRequest"];
            };
        };
        responses: {
            /** @description The workspace; its first build is queued. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Workspace"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such person or template, or the caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The template version is still being imported. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The owner has a workspace of that name. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The body is larger than this operation takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    agent_log_source: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostLogSourceRequest"];
            };
        };
        responses: {
            /** @description It exists. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostLogSourceRequest"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The body is larger than this operation takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    agent_patch_logs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LogsReport"];
            };
        };
        responses: {
            /** @description They are stored, or the log is full. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The body is larger than this operation takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    agent_lifecycle: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LifecycleReport"];
            };
        };
        responses: {
            /** @description The report. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LifecycleReport"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The body is larger than this operation takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    agent_append_logs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LogsReport"];
            };
        };
        responses: {
            /** @description Whether there is room for more. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LogsReceipt"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The body is larger than this operation takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    agent_manifest: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What the agent needs to know. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentManifest"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    agent_script_completed: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ScriptTiming"];
            };
        };
        responses: {
            /** @description An empty object. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The agent has no such script. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The body is larger than this operation takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    agent_startup: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AgentStartup"];
            };
        };
        responses: {
            /** @description The report. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentStartup"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The body is larger than this operation takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    agent_tunnel: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The tunnel is open. */
            101: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The agent belongs to an older build. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    get_agent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The agent. */
                agent: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The agent. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkspaceAgent"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such object, or the caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    agent_logs: {
        parameters: {
            query?: {
                /** @description Only lines with a higher id. */
                after?: number;
                /** @description Only lines with a lower id. */
                before?: number;
                /** @description Present, with any value: a WebSocket that goes on until the log is complete. */
                follow?: string;
                /** @description `json` (default) or `text`: lines as plain text. */
                format?: string;
            };
            header?: never;
            path: {
                /** @description The agent. */
                agent: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Text frames with an array of lines each. */
            101: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkspaceAgentLog"][];
                };
            };
            /** @description The lines, ascending. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkspaceAgentLog"][];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such object, or the caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    agent_startup_logs: {
        parameters: {
            query?: {
                /** @description Only lines with a higher id. */
                after?: number;
                /** @description Only lines with a lower id. */
                before?: number;
                /** @description Present, with any value: a WebSocket that goes on until the log is complete. */
                follow?: string;
                /** @description `json` (default) or `text`: lines as plain text. */
                format?: string;
            };
            header?: never;
            path: {
                /** @description The agent. */
                agent: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Text frames with an array of lines each. */
            101: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkspaceAgentLog"][];
                };
            };
            /** @description The lines, ascending. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkspaceAgentLog"][];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such object, or the caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    get_build: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The build. */
                build: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The build. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkspaceBuild"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such object, or the caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    cancel_build: {
        parameters: {
            query?: {
                /** @description `pending` or `running`: cancel only when the job has this status. */
                expect_status?: string;
            };
            header?: never;
            path: {
                /** @description The build. */
                build: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is cancelled, or its worker is told. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The template does not let people cancel builds that run. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such object, or the caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The job has another status than expected. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    build_logs: {
        parameters: {
            query?: {
                /** @description Only lines with a higher id. */
                after?: number;
                /** @description Only lines with a lower id. */
                before?: number;
                /** @description Present, with any value: a WebSocket that goes on until the log is complete. */
                follow?: string;
                /** @description `json` (default) or `text`: lines as plain text. */
                format?: string;
            };
            header?: never;
            path: {
                /** @description The build. */
                build: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Text frames with one line each. */
            101: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProvisionerJobLog"];
                };
            };
            /** @description The lines, ascending. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProvisionerJobLog"][];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such object, or the caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    build_parameters: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The build. */
                build: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The values, by name. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkspaceBuildParameter"][];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such object, or the caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    build_resources: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The build. */
                build: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The resources, with their agents. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkspaceResource"][];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such object, or the caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    list_workspaces: {
        parameters: {
            query?: {
                /** @description A part of the name, or `owner/name`; or keys: `id`, `owner` (`me`), `name`, `template`, `organization`, `status`. */
                q?: string;
                /** @description Most entries; 0 or absent = 1,000, which is also the most. */
                limit?: number;
                /** @description How many entries to skip. */
                offset?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page, the workspace used last first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkspacesResponse"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    get_workspace: {
        parameters: {
            query?: {
                /** @description Find it even when it is deleted. */
                include_deleted?: boolean;
            };
            header?: never;
            path: {
                /** @description The workspace. */
                workspace: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The workspace. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Workspace"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such object, or the caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description It was deleted. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    list_builds: {
        parameters: {
            query?: {
                /** @description Only builds created after this. */
                since?: string;
                /** @description Most entries; 0 or absent = 1,000, which is also the most. */
                limit?: number;
                /** @description How many entries to skip. */
                offset?: number;
            };
            header?: never;
            path: {
                /** @description The workspace. */
                workspace: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The builds, the newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkspaceBuild"][];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such object, or the caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    create_build: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The workspace. */
                workspace: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateWorkspaceBuildRequest"];
            };
        };
        responses: {
            /** @description The build; it is queued. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkspaceBuild"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such object, or the caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The template version is still being imported. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Another build of the workspace has not ended. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The body is larger than this operation takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    watch_workspace: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The workspace. */
                workspace: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Events of the kinds `data` (a workspace), `ping` and `error`. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["Workspace"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such object, or the caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    watch_workspace_ws: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The workspace. */
                workspace: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Text frames with one event each. */
            101: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkspaceEvent"];
                };
            };
            /** @description A field, path parameter or query parameter is bad; `validations` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There is no such object, or the caller may not see it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
    healthz: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The text OK. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
        };
    };
}
