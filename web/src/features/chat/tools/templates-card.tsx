// The templates that the model looked at.

import { LayoutTemplate } from "lucide-react";
import type { ToolBlock } from "../transcript/transcript";
import { ToolError, ToolFrame } from "./frame";
import { toolName } from "./names";
import { failureOf, list, number, text } from "./values";

export function TemplatesCard({ block }: { block: ToolBlock }) {
  const templates = list(block.result, "templates");
  const count = number(block.result, "total_count") ?? templates.length;
  const name = toolName(block.name);
  return (
    <ToolFrame
      block={block}
      icon={<LayoutTemplate />}
      title={block.state === "done" ? name.done : name.doing}
      note={block.state === "done" && `${count} found`}
    >
      {block.state === "failed" && <ToolError text={failureOf(block.result)} />}
      {templates.length > 0 && (
        <ul className="divide-y divide-line text-sm">
          {templates.map((template) => (
            <li key={text(template, "id")} className="px-3 py-1.5">
              <span className="font-medium">{text(template, "display_name") || text(template, "name")}</span>
              <span className="block text-xs text-ink-3">{text(template, "description")}</span>
            </li>
          ))}
        </ul>
      )}
    </ToolFrame>
  );
}
