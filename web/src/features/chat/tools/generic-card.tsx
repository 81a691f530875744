// Any other tool: its arguments and its result, as they are.

import { Wrench } from "lucide-react";
import { Clip } from "@/components/clip";
import { CodeLines } from "@/components/code/code-lines";
import type { ToolBlock } from "../transcript/transcript";
import { Subject, ToolError, ToolFrame } from "./frame";
import { Output } from "./output";
import { countLines, failureOf } from "./values";

const SHOWN_LINES = 14;

export function GenericCard({ block }: { block: ToolBlock }) {
  const hasArgs = Object.keys(block.args).length > 0;
  const hasResult = block.result !== undefined || block.liveOutput !== "";
  return (
    <ToolFrame block={block} icon={<Wrench />} title={<Subject>{block.name}</Subject>}>
      {(hasArgs || hasResult) && (
        <div className="divide-y divide-line">
          {hasArgs && <JsonPart title="Arguments" value={block.args} />}
          {block.state === "failed" && <ToolError text={failureOf(block.result)} />}
          {block.state === "done" && <ResultPart result={block.result} />}
          {block.result === undefined && <Output text={block.liveOutput} />}
        </div>
      )}
    </ToolFrame>
  );
}

function ResultPart({ result }: { result: unknown }) {
  return typeof result === "string" ? (
    <Output text={result} empty />
  ) : (
    <JsonPart title="Result" value={result} />
  );
}

function JsonPart({ title, value }: { title: string; value: unknown }) {
  const json = JSON.stringify(value, null, 2);
  return (
    <section>
      <h4 className="px-3 pt-1.5 text-xs text-ink-3">{title}</h4>
      <Clip lines={countLines(json)} shown={SHOWN_LINES}>
        <pre>
          <CodeLines code={json} language="json" />
        </pre>
      </Clip>
    </section>
  );
}
