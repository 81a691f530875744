// For a path that leads nowhere.

import { Link } from "@tanstack/react-router";
import { Button } from "@/components/button";
import { Empty } from "@/components/states";

export function NotFound() {
  return (
    <main className="grid h-full place-items-center">
      <Empty
        title="Nothing is here"
        action={
          <Button asChild>
            <Link to="/">Go to the start</Link>
          </Button>
        }
      >
        This address leads to no page. It may have been moved, or typed wrongly.
      </Empty>
    </main>
  );
}
