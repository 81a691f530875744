// What changed in the repositories that a chat works in, since their last commits.

import { Boxes, FileDiff, GitBranch } from "lucide-react";
import { Notice } from "@/components/notice";
import { Empty, Skeleton } from "@/components/states";
import { useLiveWorkspace } from "../../workspaces/use-live-workspace";
import { FileChanges } from "./file-changes";
import { changedFiles } from "./files";
import type { Repository } from "./repositories";
import { useRepositories } from "./use-repositories";

interface Props {
  chatId: string;
  workspaceId: string;
  version: unknown;
}

export function Changes({ chatId, workspaceId, version }: Props) {
  const { data: workspace } = useLiveWorkspace(workspaceId);
  const isRunning = workspace?.latest_build.status === "running";
  return (
    <div className="min-h-0 flex-1 overflow-y-auto p-4" data-testid="changes">
      {!workspace && <Skeleton rows={6} />}
      {workspace && !isRunning && (
        <Empty icon={<Boxes />} title="The workspace is not running">
          What changed in it is shown while it runs.
        </Empty>
      )}
      {isRunning && <Followed chatId={chatId} version={version} />}
    </div>
  );
}

function Followed({ chatId, version }: { chatId: string; version: unknown }) {
  const { all, problem, connection } = useRepositories(chatId, version);
  const lost = connection === "lost" ? "It is not reached. This page tries again." : null;
  return (
    <>
      {(problem ?? lost) && (
        <Notice tone="warn" className="mb-3" title="The workspace was not looked at">
          {problem ?? lost}
        </Notice>
      )}
      {!all && !problem && !lost && <Skeleton rows={6} />}
      {all?.length === 0 && (
        <Empty icon={<FileDiff />} title="No Git repository">
          What changes in the repositories that this chat works in is shown here.
        </Empty>
      )}
      {all?.map((repository) => (
        <RepositoryChanges key={repository.repo_root} repository={repository} />
      ))}
    </>
  );
}

function RepositoryChanges({ repository }: { repository: Repository }) {
  const { repo_root, branch, remote_origin, unified_diff } = repository;
  const files = changedFiles(unified_diff);
  const name = repo_root.split("/").at(-1) || repo_root;
  return (
    <section aria-label={name} data-testid="repository" className="not-first:mt-6">
      <header className="mb-2 min-w-0">
        <h3 className="flex items-center gap-2 text-sm font-semibold" title={repo_root}>
          <span className="truncate">{name}</span>
          {branch && (
            <span className="flex min-w-0 items-center gap-1 rounded border border-line bg-well px-1.5 font-mono text-xs leading-5 font-normal text-ink-2">
              <GitBranch className="size-3 shrink-0" aria-hidden="true" />
              <span className="truncate">{branch}</span>
            </span>
          )}
        </h3>
        {remote_origin && <p className="truncate text-xs text-ink-3">{remote_origin}</p>}
      </header>
      {files.length === 0 && (
        <p className="text-sm text-ink-3">
          {unified_diff.trim() || "Nothing changed since the last commit."}
        </p>
      )}
      {files.length > 0 && (
        <ul className="divide-y divide-line overflow-hidden rounded-lg border border-line bg-raised">
          {files.map((file) => (
            <FileChanges key={file.path} file={file} startsOpen={files.length <= 5} />
          ))}
        </ul>
      )}
    </section>
  );
}
