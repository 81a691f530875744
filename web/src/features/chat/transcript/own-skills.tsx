// Which skills of its owner a chat knows, besides those of its workspace.

import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { BookUser } from "lucide-react";
import { skills, skillsKey } from "@/api/skills";

export function OwnSkills() {
  const { data } = useQuery({ queryKey: skillsKey, queryFn: skills });
  if (!data || data.length === 0) return null;
  return (
    <p data-testid="own-skills" className="mb-4 flex items-baseline gap-1.5 text-xs text-ink-3">
      <BookUser className="size-3 shrink-0 self-center" aria-hidden="true" />
      <span className="[overflow-wrap:anywhere]">
        <Link to="/settings/instructions" className="hover:underline">
          Your skills
        </Link>
        {`: ${data.map((it) => it.name).join(", ")}`}
      </span>
    </p>
  );
}
