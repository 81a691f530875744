// A workspace that the model creates, starts or stops: which, and its build log, live while it runs.

import { Boxes } from "lucide-react";
import { BuildLog } from "../../workspaces/build-log";
import type { ToolBlock } from "../transcript/transcript";
import { useChatBuild } from "../workspace/chat-build";
import { Subject, ToolError, ToolFrame } from "./frame";
import { toolName } from "./names";
import { failureOf, text } from "./values";

export function WorkspaceCard({ block }: { block: ToolBlock }) {
  const name = toolName(block.name);
  const current = useChatBuild();
  // The result names the build; while the tool runs the chat does.
  const build = text(block.result, "build_id") || (block.state === "running" ? current : undefined);
  const workspace = text(block.result, "workspace_name") || text(block.args, "name");
  const failed = block.state === "failed";
  const trouble = [text(block.result, "agent_error"), text(block.result, "startup_scripts")].filter(Boolean);

  return (
    <ToolFrame
      block={block}
      icon={<Boxes />}
      title={
        <>
          {block.state === "done" ? name.done : name.doing} {workspace && <Subject>{workspace}</Subject>}
        </>
      }
      open={block.state === "running" || failed}
    >
      {(failed || build || trouble.length > 0 || text(block.result, "message") !== "") && (
        <>
          {failed && <ToolError text={failureOf(block.result)} />}
          {trouble.length > 0 && <ToolError text={trouble.join("\n")} />}
          {!failed && text(block.result, "message") !== "" && (
            <p className="px-3 py-2 text-sm text-ink-2">{text(block.result, "message")}</p>
          )}
          {build && <BuildLog buildId={build} className="max-h-72" />}
        </>
      )}
    </ToolFrame>
  );
}
